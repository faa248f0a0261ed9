package dev.driftwarden.app;

import dev.driftwarden.api.Site;
import dev.driftwarden.api.SlackButtons;
import dev.driftwarden.engine.Desk;
import dev.driftwarden.engine.PoisonDesk;
import dev.driftwarden.outbound.Secret;
import dev.driftwarden.report.Shelf;
import dev.driftwarden.site.FormToken;
import dev.driftwarden.site.PracticeScenarios;
import dev.driftwarden.site.Principals;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.Store;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

/** Puts API and console together. */
final class SiteWiring {
    private static final RecordKey FORM_SECRET = new RecordKey("controls", "bot", "form-secret");

    private SiteWiring() {}

    static Site site(Settings settings, Store store, Desk desk, Intake intake, RulesAndPolicy inForce, Shelf reports) {
        boolean practice = settings.azure().practice();
        SiteParts parts = new SiteParts(
                desk,
                store.queues(),
                new PoisonDesk(desk, store.queues(), intake::again),
                reports,
                inForce::problems,
                new Principals(settings.platformAuthentication()),
                new FormToken(formSecret(store.records())),
                practice ? "/practice/sign-in?return={return}" : "/.auth/login/aad?post_login_redirect_uri={return}",
                practice
                        ? Map.of("practiceAzure", settings.azure().armEndpoint().toString())
                        : Map.of(),
                practice ? new PracticeButtons(settings.azure().armEndpoint()) : PracticeScenarios.NONE,
                Installation.facts(settings),
                Wiring.audit(store, desk));
        Secret slack = settings.outbound().secrets().get(SettingName.SLACK_SIGNING);
        return new Site(parts, slack == null ? null : new SlackButtons(desk, slack));
    }

    /** Made once and shared by all instances, so that a form that one has given out is taken by every other. */
    private static byte[] formSecret(Records records) {
        byte[] fresh = new byte[32];
        new SecureRandom().nextBytes(fresh);
        records.write(new Change.Insert(FORM_SECRET, "\"" + HexFormat.of().formatHex(fresh) + "\""));
        String stored = records.get(FORM_SECRET).orElseThrow().json();
        return HexFormat.of().parseHex(stored.replace("\"", ""));
    }
}
