"""One's own profile and preferences, and whom or what to offer while somebody writes."""
