using Unroll.Catalogue;

namespace Unroll.Tasks.Recipes;

/// <summary>The rule by which probabilities become decisions: section <c>threshold</c> of a recipe.</summary>
public sealed record ThresholdRecipe
{
    private static readonly Setting<ThresholdRecipe, double> _missCost = new(
        "miss-cost", Kind.Number(NumberRange.NonNegative), threshold => threshold.MissCost,
        "Cost of a series of the second class that is taken for the first.")
    { DefaultValue = 1 };

    private static readonly Setting<ThresholdRecipe, double> _alarmCost = new(
        "alarm-cost", Kind.Number(NumberRange.NonNegative), threshold => threshold.AlarmCost,
        "Cost of a series of the first class that is taken for the second.")
    { DefaultValue = 1 };

    private static readonly Setting<ThresholdRecipe, double> _probability = new(
        "probability", Kind.Number(NumberRange.Share), threshold => threshold.Probability,
        "Where series have several labels at once: the probability from which on a series has a label.")
    { DefaultValue = 0.5 };

    /// <summary>The section in the catalogue's terms.</summary>
    public static Section<ThresholdRecipe> Section { get; } = new(
        [_missCost, _alarmCost, _probability],
        values => new ThresholdRecipe
        {
            MissCost = values.Get(_missCost),
            AlarmCost = values.Get(_alarmCost),
            Probability = values.Get(_probability),
        });

    /// <summary>Cost of a series of the second class that is taken for the first: a miss.</summary>
    public double MissCost { get; init; } = 1;

    /// <summary>Cost of a series of the first class that is taken for the second: a false alarm.</summary>
    public double AlarmCost { get; init; } = 1;

    /// <summary>The probability from which on a series has a label, where it may have several at once.</summary>
    public double Probability { get; init; } = 0.5;
}
