package dev.driftwarden.console;

import dev.driftwarden.web.WebResponse;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/** Turns views into pages. Every value is escaped for where it stands by the template engine. */
final class Templates {
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
                    + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; connect-src 'self'";

    private final TemplateEngine engine = engine();

    static TemplateEngine engine() {
        return TemplateEngine.createPrecompiled(null, ContentType.Html, null, "dev.driftwarden.console.templates");
    }

    WebResponse page(int status, String name, Frame frame, Object view) {
        StringOutput page = new StringOutput(16_000);
        engine.render(name + ".jte", Map.of("frame", frame, "view", view), page);
        return new WebResponse(status, headers("text/html; charset=utf-8"), page.toString());
    }

    /** What every page says to browsers. */
    static Map<String, String> headers(String contentType) {
        return Map.of(
                "Content-Type",
                contentType,
                "Content-Security-Policy",
                POLICY,
                "X-Frame-Options",
                "DENY",
                "Cross-Origin-Opener-Policy",
                "same-origin",
                "Permissions-Policy",
                "camera=(), geolocation=(), microphone=()");
    }
}
