package dev.driftwarden.console;

import dev.driftwarden.engine.Answer;
import dev.driftwarden.engine.Person;
import dev.driftwarden.site.Shown;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.web.WebRequest;
import dev.driftwarden.web.WebResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pages and the answers that say one thing: sign in, not found, refused. */
final class Replies {
    private final SiteParts parts;
    private final Function<String, List<MenuEntry>> menu;
    private final Function<WebRequest, Optional<String>> notice;
    private final Templates templates = new Templates();

    /**
     * @param menu by the name of the current section
     * @param notice what the page at an address says once
     */
    Replies(SiteParts parts, Function<String, List<MenuEntry>> menu, Function<WebRequest, Optional<String>> notice) {
        this.parts = parts;
        this.menu = menu;
        this.notice = notice;
    }

    /**
     * A whole page.
     *
     * @param live whether it renews itself
     */
    WebResponse page(Visit visit, String template, String title, boolean live, Object view) {
        String here = live ? Addresses.of(visit.request()) : "";
        Frame frame = new Frame(
                title,
                menu.apply(visit.section()),
                here,
                visit.person().name(),
                parts.formToken().of(visit.person()),
                parts.signIn(visit.request().path()),
                killSwitch(),
                notice.apply(visit.request()).orElse(null));
        return templates.page(200, template, frame, view);
    }

    /** What came of a form: the page to go on with, which says once that it was done, or the refusal. */
    WebResponse answer(Visit visit, Answer answer, String back, String word) {
        return answer.match(done -> seeOther(back, word), refused -> refused(visit.person(), refused, back));
    }

    /** Going back or reloading afterwards sends nothing again. */
    WebResponse seeOther(String path, String word) {
        return new WebResponse(303, Map.of("Location", path + "?" + Sections.NOTICE + "=" + word), "");
    }

    private @Nullable String killSwitch() {
        return parts.desk()
                .controls()
                .killSwitch()
                .map(on -> Shown.text(on.reason() + " (" + Shown.person(on.by()) + ")", Shown.LINE))
                .orElse(null);
    }

    WebResponse signIn(String back) {
        String text = "Driftwarden shows findings only to people who are signed in.";
        return message(401, Optional.empty(), new MessageView("Please sign in", text, parts.signIn(back), "Sign in"));
    }

    WebResponse noRole(Person person) {
        String text = "You are signed in as " + person.name()
                + " but hold no role of Driftwarden. Ask for the app role " + "Driftwarden.Viewer, then sign in again.";
        return message(
                403,
                Optional.of(person),
                new MessageView("You have no access yet", text, parts.signIn("/console"), "Sign in as somebody else"));
    }

    WebResponse notFound(Person person) {
        return message(
                404,
                Optional.of(person),
                new MessageView(
                        "There is nothing here",
                        "The address is wrong, or what it meant is gone.",
                        "/console/findings",
                        "Go to the findings"));
    }

    WebResponse invalid(Person person, String text) {
        return message(
                400,
                Optional.of(person),
                new MessageView("This cannot be used", text, "/console/findings", "Go to the findings"));
    }

    /** What the engine refused, with the way back to where it was asked. */
    WebResponse refused(Person person, Answer.Refused refused, String back) {
        int status = switch (refused.reason()) {
            case NOT_FOUND -> 404;
            case FORBIDDEN -> 403;
            case STALE -> 412;
            case CONFLICT -> 409;
            case INVALID -> 400;
        };
        String text = Shown.text(refused.text(), Shown.BLOCK);
        return message(
                status, Optional.of(person), new MessageView("Nothing was changed", text, back, "Back, to look again"));
    }

    WebResponse foreign(Person person) {
        return message(
                403,
                Optional.of(person),
                new MessageView(
                        "Nothing was changed",
                        "The form was not one of this console's, or it was made for somebody else. Open the page again and repeat it.",
                        "/console",
                        "Go to the overview"));
    }

    WebResponse notAllowed(Optional<Person> person, String methods) {
        WebResponse page = message(
                405,
                person,
                new MessageView(
                        "Not this way", "This address takes " + methods + ".", "/console", "Go to the overview"));
        Map<String, String> headers = new HashMap<>(page.headers());
        headers.put("Allow", methods);
        return new WebResponse(page.status(), headers, page.body());
    }

    WebResponse unreachable(Optional<Person> person) {
        return message(
                503,
                person,
                new MessageView(
                        "Not available right now",
                        "The bot's own storage cannot be reached. Nothing was lost; try again in a few seconds.",
                        "/console",
                        "Try again"));
    }

    WebResponse failed(Optional<Person> person) {
        return message(
                500,
                person,
                new MessageView(
                        "Something went wrong",
                        "This went wrong inside Driftwarden; its log says why.",
                        "/console",
                        "Go to the overview"));
    }

    private WebResponse message(int status, Optional<Person> person, MessageView view) {
        Frame frame = new Frame(
                view.heading(),
                menu.apply(""),
                "",
                person.map(Person::name).orElse(null),
                "",
                parts.signIn("/console"),
                /* killSwitch= */ null,
                /* notice= */ null);
        return templates.page(status, "message", frame, view);
    }
}
