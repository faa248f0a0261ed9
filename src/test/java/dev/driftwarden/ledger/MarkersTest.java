package dev.driftwarden.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.change.Actor;
import dev.driftwarden.finding.Finding.Cause;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.ledger.Markers.Begun;
import dev.driftwarden.ledger.Markers.Marker;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import dev.driftwarden.testing.MemoryStore;
import dev.driftwarden.testing.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is remembered of changes until the look. */
class MarkersTest {
    private static final Duration LOST = Duration.ofMinutes(10);
    private static final ResourceId ACCOUNT = ResourceId.parse("/subscriptions/00000000-0000-0000-0000-000000000001"
            + "/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/st1");
    private static final ResourceId CONTAINERS = ResourceId.parse(ACCOUNT + "/blobServices/default/containers");

    private final MutableClock clock = MutableClock.atNoon();
    private final Records records = new MemoryStore(clock).records();
    private final Markers markers = new Markers(records, new Codec(), clock);

    private Cause cause(Actor actor) {
        clock.advance(Duration.ofMillis(1));
        return new Cause(actor, "write", clock.instant(), /* correlationId= */ null);
    }

    private void changed(String who) {
        Actor actor = new Actor(Actor.Kind.USER, null, who, null);
        markers.mark(List.of(ACCOUNT), cause(actor), LOST);
    }

    private List<String> remembered() {
        return markers.find(ACCOUNT).orElseThrow().value().causes().stream()
                .map(cause -> cause.actor().name())
                .toList();
    }

    @Test
    void forgetsNobodyBehindTheManyChangesOfAnother() {
        changed("ada");
        for (int i = 0; i < 20; i++) {
            changed("pipeline");
        }
        assertThat(remembered()).containsExactly("ada", "pipeline", "pipeline", "pipeline", "pipeline");
    }

    @Test
    void keepsTheLatestWhenThereAreTooMany() {
        List.of("a", "b", "c", "d", "e", "f", "a").forEach(this::changed);
        assertThat(remembered()).containsExactly("c", "d", "e", "f", "a");
    }

    private Optional<Held<Marker>> mark(ResourceId... subjects) {
        return markers.mark(List.of(subjects), cause(Actor.UNKNOWN), LOST);
    }

    @Test
    void aMessageSaysAllThatItsMarkerDoesAndItsLookRemovesIt() {
        Held<Marker> asked = mark(ACCOUNT, CONTAINERS).orElseThrow();
        Begun begun = markers.begin(asked);
        assertThat(begun.about()).isEqualTo(asked.value());
        assertThat(begun.standing()).isEmpty();
        assertThat(markers.find(ACCOUNT)).isEmpty();
    }

    @Test
    void whatALaterChangeConcernsBesidesIsLookedAtByTheSameLook() {
        Held<Marker> asked = mark(ACCOUNT).orElseThrow();
        assertThat(mark(ACCOUNT, CONTAINERS)).isEmpty();
        assertThat(mark(ACCOUNT, CONTAINERS)).isEmpty();
        Begun begun = markers.begin(asked);
        assertThat(begun.about().subjects()).containsExactly(ACCOUNT, CONTAINERS);
        assertThat(begun.about().causes()).hasSize(3);
    }

    @Test
    void whatWasAddedIsKnownAgainWhenTheLookBeginsAnew() {
        Held<Marker> asked = mark(ACCOUNT).orElseThrow();
        mark(ACCOUNT, CONTAINERS);
        Begun crashed = markers.begin(asked);
        Begun again = markers.begin(asked);
        assertThat(again).isEqualTo(crashed);
        assertThat(markers.done(again.standing().orElseThrow())).isEmpty();
        assertThat(markers.find(ACCOUNT)).isEmpty();
    }

    @Test
    void aMessageThatComesAgainLeadsToALookAllTheSame() {
        Held<Marker> asked = mark(ACCOUNT).orElseThrow();
        markers.begin(asked);
        assertThat(markers.begin(asked).about()).isEqualTo(asked.value());
    }

    @Test
    void aChangeDuringTheLookAsksForAnother() {
        markers.begin(mark(ACCOUNT).orElseThrow());
        assertThat(mark(ACCOUNT)).isPresent();
    }

    @Test
    void renewsOnlyWhatWasSetBefore() {
        mark(ACCOUNT);
        assertThat(markers.renewLost(clock.instant())).isEmpty();
        clock.advance(LOST);
        Held<Marker> renewed = markers.renewLost(clock.instant()).get(0);
        assertThat(renewed.value().setAt()).isEqualTo(clock.instant());
        assertThat(markers.begin(renewed).standing()).isEmpty();
    }

    @Test
    void aMarkerOfAnEarlierVersionKeepsItsCauses() {
        changed("ada");
        String hash = FindingId.resourceHash(ACCOUNT);
        RecordKey key = new RecordKey("markers", hash.substring(0, 1), hash);
        String json = records.get(key).orElseThrow().json();
        assertThat(json).contains("\"also\":[],");
        records.write(new Change.Put(key, json.replace("\"also\":[],", "")));
        assertThat(remembered()).containsExactly("ada");
        assertThat(markers.find(ACCOUNT).orElseThrow().value().subjects()).containsExactly(ACCOUNT);
    }

    @Test
    void aChangeDuringALookAboutAStandingMarkerKeepsItWithAllThatItConcerns() {
        Held<Marker> asked = mark(ACCOUNT).orElseThrow();
        mark(ACCOUNT);
        Held<Marker> standing = markers.begin(asked).standing().orElseThrow();
        assertThat(mark(ACCOUNT, CONTAINERS)).isEmpty();
        Held<Marker> next = markers.done(standing).orElseThrow();
        assertThat(next.value().subjects()).containsExactly(ACCOUNT, CONTAINERS);
        assertThat(markers.begin(next).standing()).isEmpty();
    }
}
