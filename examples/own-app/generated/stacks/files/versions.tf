# Made by nanokit-tf from nanokit.yml. Change that, and synthesize again.
