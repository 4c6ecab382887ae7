"""Whatever a family or a hospital hands over becomes pictures, in a process of its own."""
