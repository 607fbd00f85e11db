"""What the portal costs, measured: real servers on this machine, each figure beside its limit of the same minute."""
