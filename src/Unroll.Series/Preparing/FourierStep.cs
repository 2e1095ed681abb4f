using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that adds Fourier terms of a season as future covariates: <c>fourier-day-sin-1</c>, <c>fourier-day-cos-1</c>, … are sin 2πhp and
/// cos 2πhp, with p the phase in the season from 0 to 1 and h = 1 … harmonics.
/// </summary>
public sealed class FourierStep : ConfiguredStep<FourierOptions>
{
    private const int MostHarmonics = 1000;

    internal static StepEntry Entry { get; } = new StepEntry<FourierStep, FourierOptions>(
        "fourier",
        "Adds waves of a season.",
        settings =>
        [
            settings.Of("season", SeriesKind.Season, options => options.Season, (options, value) => options with { Season = value },
                "What repeats.", example: "season: year", isRequired: true),
            settings.Of("harmonics", Kind.Integer(1, MostHarmonics), options => options.Harmonics,
                (options, value) => options with { Harmonics = value }, "Pairs of columns.", 1),
        ],
        options => new(options.Season, options.Harmonics),
        (step, json) => step.WithClock(SeasonClock.FromJson(json.Need("clock").AsObject(), step.Options.Season)),
        "season")
    {
        Example = "fourier: {season: year, harmonics: 3}",
        Formula = "sin 2πhp and cos 2πhp, with p the share of the season that is over and h = 1 … harmonics",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="season">The season.</param>
    /// <param name="harmonics">
    /// Pairs of columns, from 1 to 1000; at most half as many as a season has rows, where it is given in rows.
    /// </param>
    /// <exception cref="InputException">There is no season, or the harmonics are too few or too many.</exception>
    public FourierStep(Season season, int harmonics = 1)
        : base("fourier", new(season, harmonics))
    {
        if (season.Kind == SeasonKind.None)
        {
            throw new InputException($"Step '{Name}' has no season: give one, for example a day, a week or 24 rows.");
        }

        if (harmonics is < 1 or > MostHarmonics || (season.Kind == SeasonKind.Rows && 2L * harmonics > season.Length))
        {
            throw new InputException($"Step '{Name}' got {harmonics} harmonics of a season of {season}: give 1 to {MostHarmonics}, and " +
                "no wave shorter than two rows.");
        }
    }

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training)
    {
        ArgumentNullException.ThrowIfNull(training);
        return WithClock(SeasonClock.Fit(Options.Season, training, Name)).Checked(training);
    }

    private FittedTimeFeature WithClock(SeasonClock clock) => new(
        this, new FourierFeature(Options.Season, clock, Options.Harmonics), new() { ["clock"] = clock.ToJson() },
        Options.Season.Kind == SeasonKind.Rows);
}
