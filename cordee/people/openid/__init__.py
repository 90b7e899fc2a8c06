"""Coming in by an account elsewhere (OpenID Connect): allauth's flow, our rules of who comes in and what is fetched."""
