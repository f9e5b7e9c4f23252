"""A passkey, made and used in Chromium with its virtual authenticator (CDP's WebAuthn domain)."""

from playwright.async_api import Browser, Page, expect

from tests.browser.axe import check_accessible
from tests.browser.people import sign_up, somebody
from tests.installation import Installation

_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


async def device(page: Page) -> None:
    """Give the browser a device that keeps keys, and says yes to everything."""
    session = await page.context.new_cdp_session(page)
    await session.send("WebAuthn.enable")
    await session.send("WebAuthn.addVirtualAuthenticator", {"options": _DEVICE})


async def test_a_passkey_signs_in_without_a_mail(
    installation: Installation, chromium: Browser
) -> None:
    email = "owner@passkeys.test"
    async with somebody(chromium) as page:
        await sign_up(page, installation, email, "Passkey Casting")
        await device(page)
        await page.goto(f"{installation.url}/account")
        await check_accessible(page)
        await page.get_by_label("Name of this device").fill("My laptop")
        await page.get_by_role("button", name="Add a passkey").click()
        await expect(page.get_by_text("My laptop")).to_be_visible()
        await page.get_by_role("button", name="Sign out here").click()
        mails = len(await installation.mails.find(email))
        await page.goto(f"{installation.url}/sign-in")
        await check_accessible(page)
        await page.get_by_role("button", name="Sign in with a passkey").click()
        await expect(page.get_by_role("heading", name="Hello")).to_be_visible()
        assert len(await installation.mails.find(email)) == mails
        await page.goto(f"{installation.url}/account")
        await expect(page.get_by_text("last used")).to_be_visible()
        await page.get_by_role("button", name="Remove").click()
        await expect(page.get_by_text("My laptop")).to_have_count(0)


async def test_a_removed_passkey_opens_nothing(
    installation: Installation, chromium: Browser
) -> None:
    async with somebody(chromium) as page:
        await sign_up(page, installation, "removed@passkeys.test", "Removed Casting")
        await device(page)
        await page.goto(f"{installation.url}/account")
        await page.get_by_label("Name of this device").fill("My phone")
        await page.get_by_role("button", name="Add a passkey").click()
        await page.get_by_role("button", name="Remove").click()
        await page.get_by_role("button", name="Sign out here").click()
        await page.goto(f"{installation.url}/sign-in")
        await page.get_by_role("button", name="Sign in with a passkey").click()
        await expect(page.get_by_text("This passkey was not accepted")).to_be_visible()
