using Unroll.Catalogue;

namespace Unroll.Tasks.Recipes;

/// <summary>The prediction intervals of a forecast or a regression: section <c>intervals</c> of a recipe.</summary>
public sealed record IntervalRecipe
{
    /// <summary>The section of forecasts in the catalogue's terms.</summary>
    public static Section<IntervalRecipe> Section { get; } = Settings("windows", new())
        .Add("adaptive", Kind.Flag, intervals => intervals.Adaptive, (intervals, value) => intervals with { Adaptive = value },
            "Whether they follow the errors of earlier forecasts, once these are known (adaptive conformal inference).")
        .Build();

    /// <summary>The section of predictions for whole series, which come in no order that intervals could follow.</summary>
    public static Section<IntervalRecipe> SeriesSection { get; } = Settings("series", new() { Adaptive = false }).Build();

    /// <summary>
    /// The levels, above 0 and below 1; null for 0.8 and 0.95, and those of pairs of quantiles that are forecast, as far as there are
    /// enough windows to calibrate on.
    /// </summary>
    public IReadOnlyList<double>? Levels { get; init; }

    /// <summary>The method; null for that which fits the loss.</summary>
    public IntervalMethod? Method { get; init; }

    /// <summary>Whether intervals follow the errors of earlier forecasts, once these are known.</summary>
    public bool Adaptive { get; init; } = true;

    /// <summary>Whether two sections say the same.</summary>
    /// <param name="other">The other one.</param>
    public bool Equals(IntervalRecipe? other) => other is not null && Method == other.Method && Adaptive == other.Adaptive
        && (Levels is null ? other.Levels is null : other.Levels is { } levels && Levels.SequenceEqual(levels));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Method, Adaptive, Levels?.Count);

    private static SectionBuilder<IntervalRecipe> Settings(string samples, IntervalRecipe defaults) => new SectionBuilder<IntervalRecipe>(
            defaults)
        .AddOptional("levels", Kind.List(Kind.Number(NumberRange.Fraction), "numbers above 0 and below 1", isDistinct: true),
            intervals => intervals.Levels, (intervals, value) => intervals with { Levels = value },
            $"Their levels. Where one is named that there are too few validation {samples} for, the training is refused.",
            "`[0.8, 0.95]`, and of quantiles also those that they span")
        .Add("method",
            Kind.Optional(Kind.Choice(
                ("conformal", IntervalMethod.Conformal), ("quantile", IntervalMethod.Quantile), ("none", IntervalMethod.None))),
            intervals => intervals.Method, (intervals, value) => intervals with { Method = value },
            "`conformal`: the prediction, less and plus a quantile of its errors on the validation part; `quantile`: two quantiles of the "
            + "loss, moved by how far true values of the validation part lie outside.",
            "`quantile` where the loss gives quantiles or a distribution, else `conformal`");
}
