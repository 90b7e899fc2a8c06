"""The people and hours of the yearly report (bilan pédagogique et financier, Cerfa 10443): never the money."""
