using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that adds Fourier terms of a season as future covariates: <c>fourier-day-sin-1</c>, <c>fourier-day-cos-1</c>, … are sin 2πhp and
/// cos 2πhp, with p the phase in the season from 0 to 1 and h = 1 … harmonics.
/// </summary>
public sealed class FourierStep : PreparingStep
{
    internal const string StepName = "fourier";

    private static readonly Setting<FourierStep, Season> _season =
        new("season", SeriesKind.Season, step => step.Season, "What repeats.") { IsRequired = true, Example = "season: year" };
    private static readonly Setting<FourierStep, int> _harmonics =
        new("harmonics", Kind.Integer(1, 1000), step => step.Harmonics, "Pairs of columns.") { DefaultValue = 1 };

    internal static StepEntry Entry { get; } = new(
        StepName,
        typeof(FourierStep),
        "Adds waves of a season.",
        [_season, _harmonics],
        values => new FourierStep(values.Get(_season), values.Get(_harmonics)),
        Restore)
    {
        Shorthand = _season,
        Example = "fourier: {season: year, harmonics: 3}",
        Formula = "sin 2πhp and cos 2πhp, with p the share of the season that is over and h = 1 … harmonics",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="season">The season.</param>
    /// <param name="harmonics">Pairs of columns, from 1; at most half as many as a season has rows, where it is given in rows.</param>
    /// <exception cref="InputException">There is no season, or the harmonics are too few or too many.</exception>
    public FourierStep(Season season, int harmonics = 1)
    {
        if (season.Kind == SeasonKind.None)
        {
            throw new InputException($"Step '{StepName}' has no season: give one, for example a day, a week or 24 rows.");
        }

        if (harmonics < 1 || (season.Kind == SeasonKind.Rows && 2L * harmonics > season.Length))
        {
            throw new InputException($"Step '{StepName}' got {harmonics} harmonics of a season of {season}: give at least 1, and no wave " +
                "shorter than two rows.");
        }

        Season = season;
        Harmonics = harmonics;
    }

    /// <summary>The season.</summary>
    public Season Season { get; }

    /// <summary>Pairs of columns.</summary>
    public int Harmonics { get; }

    /// <inheritdoc/>
    public override string Name => StepName;

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training)
    {
        ArgumentNullException.ThrowIfNull(training);
        SeasonClock clock = SeasonClock.Fit(Season, training, Name);
        FittedTimeFeature fitted = Make(Season, clock, Harmonics);
        StepColumns.RequireNew(training, fitted.FutureCovariates, Name);
        return fitted;
    }

    internal static FittedTimeFeature Restore(JsonObject json)
    {
        JsonObject clock = json.Need("clock").AsObject();
        return Make(Season.Restore(clock.Named<SeasonKind>("season"), clock.Long("length")), SeasonClock.FromJson(clock),
            json.Whole("harmonics"));
    }

    private static FittedTimeFeature Make(Season season, SeasonClock clock, int harmonics) => new(
        StepName, new FourierFeature(season, clock, harmonics), new JsonObject { ["clock"] = clock.ToJson(), ["harmonics"] = harmonics },
            season.Kind == SeasonKind.Rows);
}
