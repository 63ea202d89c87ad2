"""The pages, by what they are about."""

from fastapi import APIRouter

from app.web.routes import (
    bringing_in,
    catalog,
    pairings,
    people,
    person_form,
    rating,
    signing_in,
    unsubscribing,
)

ROUTERS: tuple[APIRouter, ...] = (
    signing_in.router,
    pairings.router,
    rating.router,
    person_form.router,
    people.router,
    catalog.router,
    bringing_in.router,
    unsubscribing.router,
)
