using System.Globalization;

namespace Unroll.Losses;

/// <summary>
/// The values that the targets of a loss or a metric may have. Training and evaluation check them once, before they are learned from; a
/// target that is outside is refused by an error that names the sample.
/// </summary>
/// <example>
/// <code>
/// public override TargetRange GetTargetRange(int features) => new() { Minimum = 0, Hint = "Take the logarithm." };
/// </code>
/// </example>
public sealed record TargetRange
{
    /// <summary>The greatest distance of a row's sum from 1: the loss by rounding, as of a softmax in single precision.</summary>
    private const double SumTolerance = 1e-3;

    /// <summary>Any value, even NaN and infinity: what a loss of the user's takes unless it says otherwise.</summary>
    public static TargetRange Any { get; } = new() { AllowsNonFinite = true };

    /// <summary>Any finite number.</summary>
    public static TargetRange Finite { get; } = new() { Hint = "Fill in what is missing, leave the sample out, or give it weight 0." };

    /// <summary>Numbers of at least 0.</summary>
    public static TargetRange NonNegative { get; } = new()
    {
        Minimum = 0,
        Hint = "Since counts are at least 0, give them as they are, not scaled, or choose another likelihood, for example the Gaussian.",
    };

    /// <summary>Counts: whole numbers of at least 0.</summary>
    public static TargetRange Counts { get; } = NonNegative with { IsWhole = true };

    /// <summary>Each target the probability of a yes, from 0 to 1.</summary>
    public static TargetRange Probabilities { get; } = new()
    {
        Minimum = 0,
        Maximum = 1,
        Hint = "Give 0 for no and 1 for yes; for numbers choose another loss, for example MeanSquaredError.",
    };

    /// <summary>One binary target: 0 or 1.</summary>
    public static TargetRange Binary { get; } = Probabilities with { IsWhole = true };

    /// <summary>The targets of a timestep a probability for each class: from 0 to 1, summing to 1, as one-hot targets do.</summary>
    public static TargetRange Distribution { get; } = Probabilities with
    {
        SumsToOne = true,
        Hint = "Give one-hot targets or class probabilities; where several classes may hold at once, choose BinaryCrossEntropy.",
    };

    /// <summary>The least value allowed. Default: none.</summary>
    public double Minimum { get; init; } = double.NegativeInfinity;

    /// <summary>The greatest value allowed. Default: none.</summary>
    public double Maximum { get; init; } = double.PositiveInfinity;

    /// <summary>Whether values must be whole numbers.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Whether values must not be 0.</summary>
    public bool ExcludesZero { get; init; }

    /// <summary>Whether the values of a timestep must sum to 1.</summary>
    public bool SumsToOne { get; init; }

    /// <summary>Whether NaN and infinity are allowed, too.</summary>
    public bool AllowsNonFinite { get; init; }

    /// <summary>The advice about a target that is outside: a sentence for the error.</summary>
    public string Hint { get; init; } = "";

    /// <summary>Class indices: whole numbers from 0 to below a number of classes.</summary>
    /// <param name="classes">Number of classes.</param>
    public static TargetRange Classes(int classes) => new()
    {
        Minimum = 0,
        Maximum = classes - 1,
        IsWhole = true,
        Hint = "Number the classes from 0, and give the last layer a unit for each.",
    };

    /// <summary>The range in words, for example <c>whole numbers from 0 to 9</c>.</summary>
    public override string ToString()
    {
        string kind = IsWhole ? "whole numbers" : AllowsNonFinite ? "numbers" : "finite numbers";
        string range = (Minimum, Maximum) switch
        {
            (double.NegativeInfinity, double.PositiveInfinity) => "",
            (_, double.PositiveInfinity) => string.Create(CultureInfo.InvariantCulture, $" of at least {Minimum}"),
            (double.NegativeInfinity, _) => string.Create(CultureInfo.InvariantCulture, $" of at most {Maximum}"),
            _ => string.Create(CultureInfo.InvariantCulture, $" from {Minimum} to {Maximum}"),
        };
        string start = range.Length > 0 && !IsWhole ? "numbers" : kind;
        return $"{start}{range}{(ExcludesZero ? " other than 0" : "")}{(SumsToOne ? " that sum to 1" : "")}";
    }

    /// <summary>Whether a value may be a target.</summary>
    /// <param name="value">The value.</param>
    public bool Contains(float value) => float.IsFinite(value)
        ? value >= Minimum && value <= Maximum && !(ExcludesZero && value == 0) && !(IsWhole && value != MathF.Truncate(value))
        : AllowsNonFinite;

    /// <summary>Whether the targets of a timestep are in the range.</summary>
    /// <param name="targets">The targets.</param>
    /// <param name="outside">Index of the first that is not; −1 where it is their sum, or none.</param>
    internal bool Contains(ReadOnlySpan<float> targets, out int outside)
    {
        double sum = 0;
        for (outside = 0; outside < targets.Length; outside++)
        {
            if (!Contains(targets[outside]))
            {
                return false;
            }

            sum += targets[outside];
        }

        outside = -1;
        return !SumsToOne || Math.Abs(sum - 1) <= SumTolerance;
    }
}
