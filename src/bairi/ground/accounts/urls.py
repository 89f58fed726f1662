"""Addresses of accounts."""

from django.urls import path

from bairi.ground.accounts.views import own, people, signing

urlpatterns = [
    path("sign-in/", signing.sign_in, name="sign_in"),
    path("sign-in/code/", signing.sign_in_code, name="sign_in_code"),
    path("sign-in/demo/", signing.demo_sign_in, name="demo_sign_in"),
    path("sign-out/", signing.sign_out, name="sign_out"),
    path("me/", own.profile, name="profile"),
    path("me/password/", own.change_password, name="change_password"),
    path("me/second-factor/", own.second_factor, name="second_factor"),
    path("me/second-factor/preparation/", own.prepare_second_factor, name="prepare_second_factor"),
    path("me/second-factor/confirmation/", own.confirm_second_factor, name="confirm_second_factor"),
    path("me/second-factor/removal/", own.remove_second_factor, name="remove_second_factor"),
    path("me/recovery-codes/", own.make_recovery_codes, name="make_recovery_codes"),
    path("me/tokens/", own.tokens, name="tokens"),
    path("me/tokens/<str:prefix>/revocation/", own.revoke_token, name="revoke_token"),
    path("people/", people.people, name="people"),
    path("people/new/", people.add_user, name="add_user"),
    path("people/import/", people.import_users, name="import_users"),
    path("people/import/template/", people.users_template, name="users_template"),
    path("people/<int:user>/", people.person, name="person"),
    path("people/<int:user>/roles/", people.grant_role, name="grant_role"),
    path("people/<int:user>/roles/<int:grant>/end/", people.end_grant, name="end_grant"),
    path("people/<int:user>/handover/", people.hand_over, name="hand_over"),
    path("people/<int:user>/closure/", people.deactivate_user, name="deactivate_user"),
    path("people/<int:user>/password/", people.reset_password, name="reset_password"),
    path("people/<int:user>/second-factor/", people.reset_second_factor, name="reset_second_factor"),
    path("permissions/", people.who_may_do_what, name="who_may_do_what"),
]
