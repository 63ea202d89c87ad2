"""Who acts, what they may do, and the secrets by which they are known."""

from app.security.principal import Principal, Scope

__all__ = ["Principal", "Scope"]
