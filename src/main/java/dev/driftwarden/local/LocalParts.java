package dev.driftwarden.local;

import dev.driftwarden.app.BotFactory;
import java.time.Clock;

/** What a local run is put together from. */
public record LocalParts(PracticeStarter practice, BotFactory bots, Clock clock) {}
