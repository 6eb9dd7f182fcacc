"""Post: exchange files between laptops. Empty until the laptops talk to each other."""
