using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that reads the numbers of texts, a row each: "1.5 2 -3" becomes three rows. Blanks, commas, semicolons and the brackets of a list
/// stand between numbers; a column of numbers stays as it is. Nothing is learned, and its inverse changes nothing.
/// </summary>
public sealed class NumbersStep : ConfiguredStep<NumbersOptions>
{
    private static readonly char[] _between = [' ', '\t', ',', ';', '[', ']'];

    internal static StepEntry Entry { get; } = new StepEntry<NumbersStep, NumbersOptions>(
        "numbers",
        "Reads the numbers of texts, a row each: `1.5 2 -3` becomes three rows.",
        settings =>
        [
            settings.Columns(options => options.Columns, (options, value) => options with { Columns = value }, "all of texts"),
        ],
        options => new(options),
        (step, json) => new FittedNumbers(step, json.Columns()),
        "columns")
    {
        Example = "numbers: [speeds]",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="options">The columns.</param>
    public NumbersStep(NumbersOptions options = default)
        : base("numbers", options)
    {
    }

    /// <inheritdoc/>
    public override bool ChangesRows => true;

    /// <inheritdoc/>
    /// <exception cref="InputException">There is no column of texts.</exception>
    public override FittedStep Fit(SeriesSet training) => new FittedNumbers(this, Vocabulary.Columns(training, Options.Columns, Name));

    /// <summary>The first part of a text that is no number; empty where the text has no part at all, null where all are numbers.</summary>
    /// <param name="text">The text.</param>
    public static string? WrongPart(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = PartsOf(text);
        return parts.Length == 0 ? "" : Array.Find(parts, part => !IsNumber(part, out _));
    }

    /// <summary>The numbers of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="column">Its column, for messages.</param>
    /// <param name="id">Id of its series, for messages.</param>
    internal static double[] Read(string text, string column, string id)
    {
        string[] parts = PartsOf(text);
        return parts.Length == 0
            ? throw new InputException($"The text '{id}' has no number in column '{column}': give at least one.") { Column = column }
            : [.. parts.Select(part =>
                IsNumber(part, out double number)
                    ? number
                    : throw new InputException(
                        $"'{MessageFormatter.Of(part)}' in column '{column}' of text '{id}' is no number: write numbers with a point and "
                        + "blanks between them, as 1.5 2 -3.")
                    { Column = column })];
    }

    private static string[] PartsOf(string text) => text.Split(_between, StringSplitOptions.RemoveEmptyEntries);

    private static bool IsNumber(string part, out double number) =>
        double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}

/// <summary>The numbers of columns of texts.</summary>
internal sealed class FittedNumbers(NumbersStep step, string[] columns) : FittedStep<NumbersStep>(step, columns)
{
    public override int? ReachBack => null;

    public override Frame Transform(Frame frame, string id)
    {
        double[][] numbers = [.. Columns.Select(column =>
        {
            StepColumns.Require(frame, column, Name, id);
            return frame.Categories(column) is null ? frame.Column(column).ToArray()
                : TextColumns.Read(frame, column).SelectMany(text => NumbersStep.Read(text, column, id)).ToArray();
        })];
        if (Array.Find(numbers, other => other.Length != numbers[0].Length) is { } different)
        {
            throw new InputException(
                $"Step '{Name}' finds {CountFormatter.Format(numbers[0].Length, "numbers")} in column '{Columns[0]}' of text '{id}', but "
                + $"{different.Length} in '{Columns[Array.IndexOf(numbers, different)]}': columns side by side have as many.");
        }

        if (numbers[0].Length == frame.RowCount)
        {
            return frame.With(Columns.Zip(numbers));
        }

        string[] others = [.. frame.ColumnNames.Except(Columns, StringComparer.Ordinal)];
        return others.Length == 0
            ? new Frame(TimeIndex.Numbered(numbers[0].Length), [.. Columns], [.. numbers])
            : throw new InputException(
                $"Step '{Name}' makes new rows, but {string.Join(", ", others)} of text '{id}' are no columns of it. Name them in its "
                + "columns, or leave them out.");
    }
}
