package dev.driftwarden.rule.book;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.plan.Fix;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.Verdict;
import dev.driftwarden.rule.load.RuleSource;
import dev.driftwarden.world.Listing;
import dev.driftwarden.world.Read;
import dev.driftwarden.world.Unreadable;
import dev.driftwarden.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A rule about the resources of two services, and one that asks whether something exists. */
class TwoServicesTest {
    private static final String GROUP =
            "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/";
    private static final ResourceId ACCOUNT = ResourceId.parse(GROUP + "Microsoft.CognitiveServices/accounts/ai");
    private static final ResourceId SEARCH = ResourceId.parse(GROUP + "Microsoft.Search/searchServices/find");
    private static final String RULE = """
            driftwarden-rules: 1
            service: ai
            rules:
              - id: ai.keys
                title: t
                severity: low
                resource: [Microsoft.CognitiveServices/accounts, Microsoft.Search/searchServices]
                api-version: %s
                triggers: [Microsoft.CognitiveServices/accounts/write]
                reads:
                  child: { get: things/one }
                  alive: { exists: "${get(resource, 'properties.uses')}", api-version: "2020-01-01", optional: true }
                fail: get(resource, 'properties.disableLocalAuth', false) == false && child == null
                message: "alive: ${alive}"
                fix: { patch: { properties: { disableLocalAuth: true } }, breaks: b, undo: restore }
                mode: approve
            """;
    private static final String BY_TYPE =
            "{ Microsoft.CognitiveServices/accounts: '2024-10-01', microsoft.search/SearchServices: '2023-11-01' }";

    private final List<String> asked = new ArrayList<>();

    @Test
    void readsAndWritesEachTypeWithItsOwnApiVersion() {
        RuleBook book = book(BY_TYPE);
        Judgement search = judge(book, SEARCH);
        assertThat(search.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(fix(search).operations().get(0).apiVersion()).isEqualTo("2023-11-01");
        assertThat(fix(search).undo().get(0).apiVersion()).isEqualTo("2023-11-01");
        assertThat(asked).contains(SEARCH + " 2023-11-01", SEARCH + "/things/one 2023-11-01");
        assertThat(fix(judge(book, ACCOUNT)).operations().get(0).apiVersion()).isEqualTo("2024-10-01");
        assertThat(book.of(SEARCH.type())).extracting(RuleInfo::apiVersion).containsExactly("2023-11-01");
    }

    @Test
    void tellsWhatIsGoneFromWhatMayNotBeRead() {
        RuleBook book = book(BY_TYPE);
        assertThat(judge(book, ACCOUNT, "/subscriptions/gone").message()).isEqualTo("alive: false");
        assertThat(judge(book, ACCOUNT, SEARCH.path()).message()).isEqualTo("alive: true");
        Judgement unknown = judge(book, ACCOUNT, "/subscriptions/secret");
        assertThat(unknown.message()).isEqualTo("alive: nothing");
        assertThat(unknown.notes()).anyMatch(note -> note.contains("could not be read"));
    }

    @Test
    void refusesATypeWithoutAnApiVersionAndAnApiVersionWithoutAType() {
        String wrong =
                RULE.formatted("{ Microsoft.Search/searchServices: '2023-11-01', Microsoft.Web/sites: '2023-12-01' }");
        LoadResult result =
                RuleBook.load(List.of(new RuleSource("c.yaml", wrong, false)), ShippedRulesTest.CLOCK, Map.of());
        assertThat(((LoadResult.Refused) result).render())
                .contains("the rule is not about Microsoft.Web/sites", "there is no api-version for");
    }

    private static Fix fix(Judgement judgement) {
        return Objects.requireNonNull(judgement.fix());
    }

    private static RuleBook book(String versions) {
        RuleSource file = new RuleSource("c.yaml", RULE.formatted(versions), false);
        return ((LoadResult.Loaded) RuleBook.load(List.of(file), ShippedRulesTest.CLOCK, Map.of())).book();
    }

    private Judgement judge(RuleBook book, ResourceId subject) {
        return judge(book, subject, SEARCH.path());
    }

    private Judgement judge(RuleBook book, ResourceId subject, String uses) {
        return book.look(subject, new Answers(uses)).judgements().get(0);
    }

    private final class Answers implements World {
        private final String uses;

        Answers(String uses) {
            this.uses = uses;
        }

        @Override
        public Read get(ResourceId id, String apiVersion) {
            asked.add(id + " " + apiVersion);
            if (id.path().contains("secret")) {
                return new Read.Failed(new Unreadable(Unreadable.Kind.FORBIDDEN, "Forbidden", "not allowed", null));
            }
            boolean absent = id.path().contains("things") || id.path().contains("gone");
            return absent
                    ? new Read.Absent()
                    : new Read.Found(RecordedWorld.json("{\"properties\":{\"uses\":\"" + uses + "\"}}"));
        }

        @Override
        public Listing list(ResourceId collection, String apiVersion, String query) {
            return new Listing.Complete(List.of());
        }

        @Override
        public Read baseline(ResourceId id) {
            return new Read.Absent();
        }
    }
}
