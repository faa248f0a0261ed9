package dev.driftwarden.console;

import dev.driftwarden.site.Form;
import dev.driftwarden.site.PathTemplate;
import dev.driftwarden.web.WebResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A part of the console: its entry in the menu, its pages, and what can be done on them. All paths are those behind
 * {@code /console}; the first page is the one that the menu leads to.
 *
 * @param name stable, for programs
 * @param title in the menu
 * @param position in the menu, smallest first; no two sections have the same
 * @param notices what a page says once after something was done, by the word that the address then carries
 */
record Section(
        String name,
        String title,
        int position,
        List<PageRoute> pages,
        List<ActionRoute> actions,
        Map<String, String> notices) {
    Section {
        pages = List.copyOf(pages);
        actions = List.copyOf(actions);
        notices = Map.copyOf(notices);
    }

    /** A page for reading; showing it changes nothing. */
    record PageRoute(PathTemplate path, Function<Visit, WebResponse> show) {}

    /** What a form of the console is sent to. The form was made by this console for this very person. */
    record ActionRoute(PathTemplate path, BiFunction<Visit, Form, WebResponse> act) {}

    static Section of(String name, String title, int position) {
        return new Section(name, title, position, List.of(), List.of(), Map.of());
    }

    Section page(String path, Function<Visit, WebResponse> show) {
        List<PageRoute> more = new ArrayList<>(pages);
        more.add(new PageRoute(new PathTemplate(path), show));
        return new Section(name, title, position, more, actions, notices);
    }

    Section action(String path, BiFunction<Visit, Form, WebResponse> act) {
        List<ActionRoute> more = new ArrayList<>(actions);
        more.add(new ActionRoute(new PathTemplate(path), act));
        return new Section(name, title, position, pages, more, notices);
    }

    Section notice(String word, String text) {
        Map<String, String> more = new HashMap<>(notices);
        more.put(word, text);
        return new Section(name, title, position, pages, actions, more);
    }

    /** The address that the menu leads to. */
    String address() {
        return Console.HOME + pages.get(0).path();
    }
}
