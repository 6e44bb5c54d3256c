"""The edge to Microsoft Teams. Nothing of it is loaded unless Teams is set."""
