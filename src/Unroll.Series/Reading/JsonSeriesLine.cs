using System.Text.Json;

namespace Unroll.Series.Reading;

/// <summary>The content of a line with a whole series.</summary>
/// <param name="ids">How many fields identify the series.</param>
internal sealed class JsonSeriesLine(int ids)
{
    /// <summary>Lists of numbers or texts: <c>"x": [1, 2]</c>; lists of lists as <c>x.0</c>, <c>x.1</c>.</summary>
    public Dictionary<string, double[]> Columns { get; } = new(StringComparer.Ordinal);

    /// <summary>Static covariates.</summary>
    public Dictionary<string, double> StaticCovariates { get; } = new(StringComparer.Ordinal);

    /// <summary>The stamps of the values, where the line has them.</summary>
    public DateTime[]? Stamps { get; set; }

    /// <summary>The stamp of the first value and whether it is in UTC, where the line has it.</summary>
    public (DateTime Stamp, bool IsUtc)? Start { get; set; }

    /// <summary>The frequency of the values, where the line has it.</summary>
    public string? Frequency { get; set; }

    /// <summary>The values of the fields that identify the series; null where the line lacks one.</summary>
    public string?[] Ids { get; } = new string?[ids];

    /// <summary>The class label, where the line has it.</summary>
    public string? Label { get; set; }

    /// <summary>The stamps of an array of times.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="array">The array.</param>
    /// <param name="field">Its name.</param>
    /// <param name="clock">The zone of the series; null where stamps are as they stand.</param>
    /// <exception cref="InputException">One is no time stamp, or they are not in order.</exception>
    public static DateTime[] ReadStamps(JsonLines lines, JsonElement array, string field, LocalClock? clock)
    {
        DateTime[] stamps = new DateTime[array.GetArrayLength()];
        int count = 0;
        foreach (JsonElement cell in array.EnumerateArray())
        {
            DateTime stamp = JsonCell.TextOf(cell) is { } text && TimeCell.TryParse(text, out DateTime read, out bool isUtc)
                ? clock?.Next(read, isUtc, count == 0 ? null : stamps[count - 1], expected => lines.Bad(cell, field, expected)) ?? read
                : throw lines.Bad(cell, field, TimeCell.Expected);
            stamps[count] = count == 0 || stamp > stamps[count - 1]
                ? stamp
                : throw lines.Bad(cell, field,
                    $"a time after {Frames.TimeIndex.ToText(stamps[count - 1])}: times in their order, none twice");
            count++;
        }

        return stamps;
    }

    /// <summary>The length that all arrays have. Features may go on after the target, whose future is not known: it is missing.</summary>
    /// <param name="lines">At the line.</param>
    /// <param name="timeColumn">The field with the stamps.</param>
    /// <exception cref="InputException">There are no values, or lengths differ.</exception>
    public int Length(JsonLines lines, string? timeColumn)
    {
        string first = timeColumn ?? "";
        int length = Stamps?.Length ?? -1;
        foreach ((string name, double[] values) in Columns)
        {
            bool goesOn = Stamps is null && IsFeature(name) && IsTarget(first) && values.Length > length;
            if (length < 0 || goesOn)
            {
                (first, length) = (name, values.Length);
            }
        }

        foreach ((string name, double[] values) in Columns)
        {
            if (values.Length < length && IsTarget(name) && (IsFeature(first) || Stamps is not null))
            {
                double[] longer = new double[length];
                values.CopyTo(longer, 0);
                longer.AsSpan(values.Length).Fill(double.NaN);
                Columns[name] = longer;
            }
            else if (values.Length != length)
            {
                throw lines.Bad(
                    CountFormatter.Format(values.Length, "values"), name, $"{length} as in '{MessageFormatter.Of(first)}': one a time " +
                        $"step");
            }
        }

        return length > 0
            ? length
            : throw new InputException($"{lines.Place} has no values: expected an array such as \"target\": [1.5, 2].");
    }

    private static bool IsTarget(string name) => name == "target" || name.StartsWith("target.", StringComparison.Ordinal);

    private static bool IsFeature(string name) => name.StartsWith("feat_dynamic", StringComparison.Ordinal);
}
