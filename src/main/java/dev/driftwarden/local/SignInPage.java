package dev.driftwarden.local;

import java.util.Optional;
import java.util.stream.Collectors;

/** The page on which a visitor chooses a practice person. */
final class SignInPage {
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Practice sign-in · Driftwarden</title>
            <style>
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 30rem; margin: 3rem auto; padding: 0 1rem;
                   color: #1b1f24; background: #fff; }
            button { display: block; width: 100%%; margin: .5rem 0; padding: .75rem 1rem; text-align: left; font: inherit;
                     color: inherit; background: #f3f5f8; border: 1px solid #8a94a3; border-radius: .4rem; }
            @media (prefers-color-scheme: dark) {
              body { color: #e8ebef; background: #14171b; }
              button { background: #23282f; }
            }
            </style>
            </head>
            <body>
            <main>
            <h1>Who are you today?</h1>
            <p>This is the practice tenant on your own machine. In Azure, Microsoft Entra ID signs people in.</p>
            <p>%s</p>
            <form method="post" action="%s">
            <input type="hidden" name="return" value="%s">
            %s
            <button name="person" value="">Nobody (sign out)</button>
            </form>
            </main>
            </body>
            </html>
            """;

    private SignInPage() {}

    static Reply of(PracticePeople people, Optional<PracticePerson> current, String back) {
        String now = current.map(person -> "You are " + person.name() + ".").orElse("You are not signed in.");
        String choices = people.all().stream().map(SignInPage::choice).collect(Collectors.joining("\n"));
        String page = PAGE.formatted(Html.escaped(now), PracticeSignIn.PATH, Html.escaped(back), choices);
        return Reply.html(200, page)
                .with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'")
                .with("Cache-Control", "no-store");
    }

    private static String choice(PracticePerson person) {
        return "<button name=\"person\" value=\"" + Html.escaped(person.key()) + "\"><strong>"
                + Html.escaped(person.name()) + "</strong><br>" + Html.escaped(String.join(", ", person.roles()))
                + "</button>";
    }
}
