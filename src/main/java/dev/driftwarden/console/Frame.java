package dev.driftwarden.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands around every page.
 *
 * @param here path and query of this page, from which it renews itself; empty for pages that do not
 * @param person name of who is signed in; null for nobody
 * @param token for forms
 * @param killSwitch who turned the kill switch on and why; null when it is off
 * @param notice what has just been done; null for nothing
 */
public record Frame(
        String title,
        List<MenuEntry> menu,
        String here,
        @Nullable String person,
        String token,
        String signIn,
        @Nullable String killSwitch,
        @Nullable String notice) {
    public Frame {
        menu = List.copyOf(menu);
    }
}
