"""What `python -m shared.migrations` reads from its environment."""

import msgspec


class Settings(msgspec.Struct, frozen=True):
    """The passwords are those with which the services' roles are to sign in."""

    database_owner_url: str
    database_gateway_password: str
    database_rooms_password: str
    database_billing_password: str
