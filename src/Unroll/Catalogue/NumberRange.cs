using System.Globalization;
using System.Text.Json.Nodes;

namespace Unroll.Catalogue;

/// <summary>The numbers that a setting may have: an interval whose ends may belong to it or not.</summary>
public sealed record NumberRange
{
    /// <summary>Every finite number.</summary>
    public static NumberRange Any { get; } = new();

    /// <summary>Numbers above 0.</summary>
    public static NumberRange Positive { get; } = new() { Above = 0 };

    /// <summary>Numbers of at least 0.</summary>
    public static NumberRange NonNegative { get; } = new() { AtLeast = 0 };

    /// <summary>Numbers from 0 to 1.</summary>
    public static NumberRange Share { get; } = new() { AtLeast = 0, AtMost = 1 };

    /// <summary>Numbers from 0 to below 1.</summary>
    public static NumberRange ShareBelowOne { get; } = new() { AtLeast = 0, Below = 1 };

    /// <summary>Numbers above 0 and below 1.</summary>
    public static NumberRange Fraction { get; } = new() { Above = 0, Below = 1 };

    /// <summary>The least number that is allowed; null where there is none.</summary>
    public double? AtLeast { get; init; }

    /// <summary>Numbers have to be above it; null where there is no such end.</summary>
    public double? Above { get; init; }

    /// <summary>The greatest number that is allowed; null where there is none.</summary>
    public double? AtMost { get; init; }

    /// <summary>Numbers have to be below it; null where there is no such end.</summary>
    public double? Below { get; init; }

    /// <summary>The range in words, for example <c>a number from 0 to below 1</c>.</summary>
    internal string InWords => "a " + Description;

    /// <summary>The range as tables show it, for example <c>number from 0 to below 1</c>.</summary>
    internal string Description
    {
        get
        {
            string low = AtLeast is { } least ? $"from {Show(least)}" : Above is { } above ? $"above {Show(above)}" : "";
            string high = AtMost is { } most ? $"to {Show(most)}" : Below is { } below
                ? (AtLeast is null ? $"and below {Show(below)}" : $"to below {Show(below)}") : "";
            if (low.Length == 0 && high.Length > 0)
            {
                high = AtMost is { } end ? $"of at most {Show(end)}" : $"below {Show(Below ?? 0)}";
            }

            return string.Join(' ', new[] { "number", low, high }.Where(part => part.Length > 0));
        }
    }

    /// <summary>Whether a number is in the range.</summary>
    /// <param name="value">The number.</param>
    public bool Allows(double value) => !(value < AtLeast) && !(value <= Above) && !(value > AtMost) && !(value >= Below)
        && !double.IsNaN(value);

    /// <summary>The range as JSON Schema.</summary>
    internal JsonObject Schema()
    {
        JsonObject schema = new() { ["type"] = "number" };
        (string Key, double? Value)[] ends = [
            ("minimum", AtLeast), ("exclusiveMinimum", Above), ("maximum", AtMost), ("exclusiveMaximum", Below)];
        foreach ((string key, double? value) in ends)
        {
            if (value is { } number)
            {
                schema[key] = number;
            }
        }

        return schema;
    }

    private static string Show(double value) => value.ToString(CultureInfo.InvariantCulture);
}
