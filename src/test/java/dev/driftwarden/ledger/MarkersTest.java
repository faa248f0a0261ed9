package dev.driftwarden.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.change.Actor;
import dev.driftwarden.finding.Finding.Cause;
import dev.driftwarden.testing.MemoryStore;
import dev.driftwarden.testing.MutableClock;
import dev.driftwarden.testing.Samples;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which of many changes are remembered until the look. */
class MarkersTest {
    private static final Duration LOST = Duration.ofMinutes(10);

    private final MutableClock clock = MutableClock.atNoon();
    private final Markers markers = new Markers(new MemoryStore(clock).records(), new Codec(), clock);

    private void changed(String who) {
        clock.advance(Duration.ofMillis(1));
        Actor actor = new Actor(Actor.Kind.USER, null, who, null);
        boolean unused = markers.mark(Samples.ACCOUNT, new Cause(actor, "write", clock.instant(), null), LOST);
    }

    private List<String> remembered() {
        return markers.find(Samples.ACCOUNT).orElseThrow().value().causes().stream()
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
}
