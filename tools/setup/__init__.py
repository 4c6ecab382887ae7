"""Set-up of a private environment on a bare machine: standard library only, Python 3.11."""
