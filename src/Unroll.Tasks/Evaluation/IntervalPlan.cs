using System.Globalization;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Evaluation;

/// <summary>The prediction intervals that a recipe asks for, of one target.</summary>
/// <param name="Levels">Their levels, rising; none where the recipe wants none.</param>
/// <param name="Bounds">What the intervals of each level are built around.</param>
internal sealed record IntervalPlan(IReadOnlyList<double> Levels, IReadOnlyList<IntervalBounds> Bounds)
{
    /// <summary>The sentence where there are no intervals at all for want of a validation part.</summary>
    public const string NothingToCalibrateOn = "No prediction interval is given: there is no validation part to calibrate on.";

    /// <summary>The levels where the recipe names none.</summary>
    public static IReadOnlyList<double> DefaultLevels { get; } = [0.8, 0.95];

    /// <summary>The intervals of a target.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="wanted">Its section on intervals.</param>
    /// <param name="target">The target column.</param>
    /// <param name="quantiles">Levels of the quantiles that are forecast; none where a forecast is a single number.</param>
    /// <exception cref="InputException">The recipe wants intervals of quantiles, but the loss forecasts no pair of them.</exception>
    public static IntervalPlan Of(Recipe recipe, IntervalRecipe wanted, string target, IReadOnlyList<double> quantiles)
    {
        IReadOnlyList<KeyValuePair<double, IntervalBounds>> pairs = IntervalBounds.Pairs(quantiles);
        if (wanted.Method == IntervalMethod.Quantile && pairs.Count == 0)
        {
            throw recipe.Error(
                "intervals.method",
                $"quantile builds intervals of two quantiles whose levels add up to 1, but the loss of {target} forecasts "
                + (quantiles.Count == 0 ? "single numbers" : $"the quantiles {string.Join(", ", quantiles.Select(Text))}")
                + ". Take method: conformal, or train with loss: {quantile: [0.1, 0.5, 0.9]}.");
        }

        if (wanted.Method == IntervalMethod.None)
        {
            return new([], []);
        }

        bool isOfQuantiles = pairs.Count > 0 && wanted.Method != IntervalMethod.Conformal;
        double[] levels =
        [
            .. (wanted.Levels ?? [.. DefaultLevels, .. isOfQuantiles ? pairs.Select(pair => pair.Key) : []]).Distinct().Order(),
        ];
        return new(levels, [.. levels.Select(level => isOfQuantiles ? IntervalBounds.Nearest(pairs, level) : default)]);
    }

    /// <summary>Refuses levels that the recipe names, but that there are too few samples of the validation part for.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="wanted">Its section on intervals.</param>
    /// <param name="known">The samples whose truth is known, counted only where levels are named.</param>
    /// <param name="unit">A name for them: windows, series.</param>
    /// <param name="remedy">What gives the validation part more of them.</param>
    /// <exception cref="InputException">There are too few.</exception>
    public static void Require(Recipe recipe, IntervalRecipe wanted, Func<int> known, string unit, string remedy)
    {
        if (wanted.Levels is not { Count: > 0 } levels || wanted.Method == IntervalMethod.None)
        {
            return;
        }

        double highest = levels.Max();
        (int needed, int given) = (ConformalQuantile.RequiredScores(highest), known());
        if (given < needed)
        {
            throw recipe.Error("intervals.levels", string.Create(
                CultureInfo.InvariantCulture,
                $"a {IntervalNames.Of(highest)} prediction interval takes {CountFormatter.Format(needed, unit)} of the validation "
                + $"part to calibrate on, but there {(given == 1 ? "is" : "are")} {given}. {remedy}, or ")
                + (given == 0
                    ? "leave the levels out."
                    : $"levels of at most {Text(Math.Floor(1000d * given / (given + 1)) / 1000)}."));
        }
    }

    /// <summary>A sentence on a level that is not given, and why.</summary>
    /// <param name="level">The level.</param>
    /// <param name="of">What it is an interval of, behind the words "prediction interval".</param>
    /// <param name="samples">The samples of the validation part.</param>
    /// <param name="unit">A name for them: windows, series.</param>
    public static string MissingNote(double level, string of, int samples, string unit) => string.Create(
        CultureInfo.InvariantCulture,
        $"No {IntervalNames.Of(level)} prediction interval{of} is given: it takes {ConformalQuantile.RequiredScores(level)} "
        + $"{unit} of the validation part to calibrate on, and there {(samples == 1 ? "is" : "are")} {samples}.");

    private static string Text(double level) => level.ToString("0.######", CultureInfo.InvariantCulture);
}
