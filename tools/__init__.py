"""What the launchers, the locks and the house rules run on: no part of the product."""
