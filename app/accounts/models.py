"""Users, their grants, their sessions and the tokens mailed to them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.access.roles import StaffRole
from app.accounts.rules import device_name
from app.core.clock import now
from app.core.text import random_key
from app.extensions import Base
from app.infra.types import UTCDateTime, enum_type


class User(Base):
    """Someone who may sign in. The password hash is empty until the user has set one."""

    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    email_norm: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)

    grants: Mapped[list[Grant]] = relationship(
        back_populates="user", cascade="all, delete-orphan", order_by="Grant.id"
    )


class Grant(Base):
    """One role of a user: for one event, for one programme, or (both empty) for everything."""

    __tablename__ = "role_grant"
    __table_args__ = (
        CheckConstraint("programme_id IS NULL OR event_id IS NULL", name="one_scope"),
        # Whoever makes users could give themselves everything, so this role has no bounds.
        CheckConstraint(
            "role <> 'administrator' OR (programme_id IS NULL AND event_id IS NULL)",
            name="administrator_of_everything",
        ),
        Index(
            "uq_role_grant_once",
            "user_id",
            "role",
            text("coalesce(programme_id, 0)"),
            text("coalesce(event_id, 0)"),
            unique=True,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    user_id: Mapped[int] = mapped_column(
        ForeignKey("user_account.id", ondelete="CASCADE"), index=True
    )
    role: Mapped[StaffRole] = mapped_column(enum_type(StaffRole))
    programme_id: Mapped[int | None] = mapped_column(
        ForeignKey("programme.id", ondelete="CASCADE"), index=True
    )
    event_id: Mapped[int | None] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), index=True
    )
    granted_by: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)

    user: Mapped[User] = relationship(back_populates="grants")

    @property
    def is_bounded(self) -> bool:
        """Whether the role is held for one programme or one event only."""
        return self.programme_id is not None or self.event_id is not None


class LoginSession(Base):
    """One signed-in browser. Only a hash of its token is stored; revoking it signs it out."""

    __tablename__ = "login_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=random_key)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(
        ForeignKey("user_account.id", ondelete="CASCADE"), index=True
    )
    agent: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    @property
    def device(self) -> tuple[str, str]:
        """Browser and system by which the user knows the device; "" for what is unknown."""
        return device_name(self.agent)


class TokenPurpose(StrEnum):
    """What a mailed token is good for, and nothing else."""

    SET_PASSWORD = "set_password"  # noqa: S105 - the name of a purpose, not a secret.


class AccountToken(Base):
    """A link mailed to a user: random, hashed, for one purpose, once, and not for long."""

    __tablename__ = "account_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[TokenPurpose] = mapped_column(enum_type(TokenPurpose))
    user_id: Mapped[int] = mapped_column(
        ForeignKey("user_account.id", ondelete="CASCADE"), index=True
    )
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    used_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
