"""Moving-window rate limits: in process, or shared through Redis."""
