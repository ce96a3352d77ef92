"""What every page is made of: components, navigation, lists and downloads, and the appearance of each institute."""
