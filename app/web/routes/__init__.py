"""The pages, by what they are about."""

from fastapi import APIRouter

from app.web.routes import (
    answering,
    bringing_in,
    catalog,
    goals,
    introductions,
    monday,
    pairings,
    people,
    person_form,
    rating,
    signing_in,
    unsubscribing,
    week,
    words,
)

ROUTERS: tuple[APIRouter, ...] = (
    answering.router,
    monday.router,
    signing_in.router,
    week.router,
    introductions.router,
    words.router,
    pairings.router,
    goals.router,
    rating.router,
    person_form.router,
    people.router,
    catalog.router,
    bringing_in.router,
    unsubscribing.router,
)
