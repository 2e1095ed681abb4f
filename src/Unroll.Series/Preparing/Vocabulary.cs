using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// The categories of a column in the training part, in the order of their texts, whatever their indices are elsewhere.
/// </summary>
internal sealed class Vocabulary
{
    /// <summary>The code of a category that is not among them.</summary>
    public const int Unseen = -1;

    /// <summary>The code of a missing value.</summary>
    public const int Missing = -2;

    private const string Key = "categories";

    private readonly Dictionary<string, int> _codes;

    public Vocabulary(string[] texts)
    {
        Texts = texts;
        _codes = texts.Select((text, code) => KeyValuePair.Create(text, code)).ToDictionary(StringComparer.Ordinal);
    }

    public string[] Texts { get; }

    /// <summary>The columns of a categorical step: those named, or all categorical ones.</summary>
    public static string[] Columns(SeriesSet training, IReadOnlyList<string>? columns, string step)
    {
        ArgumentNullException.ThrowIfNull(training);
        string[] chosen = columns is null
            ? [.. training.ColumnNames.Where(name => StepColumns.IsCategory(training, name))]
            : StepColumns.Named(training, columns, step);
        return chosen.Length > 0
            ? chosen
            : throw new InputException($"Step '{step}' has no columns of categories to work on: the series have " +
                $"{StepColumns.List(training.ColumnNames)}. Name columns of numbers if they stand for categories.");
    }

    public static Vocabulary Fit(SeriesSet training, string column)
    {
        SortedSet<string> texts = new(StringComparer.Ordinal);
        foreach (SeriesItem item in training.Items)
        {
            HashSet<double> seen = [];
            foreach (double value in item.Frame.Column(column))
            {
                if (!double.IsNaN(value) && seen.Add(value))
                {
                    texts.Add(TextOf(item.Frame.Categories(column), value));
                }
            }
        }

        return new([.. texts]);
    }

    public static Vocabulary[] ListFromJson(JsonObject json) =>
        [.. json.Need(Key).AsArray().Select(texts => new Vocabulary([.. texts!.AsArray().Select(text => text!.GetValue<string>())]))];

    public static void Write(IEnumerable<Vocabulary> vocabularies, JsonObject json) =>
        json[Key] = new JsonArray([.. vocabularies.Select(vocabulary => (JsonNode)StepJson.Texts(vocabulary.Texts))]);

    /// <summary>The code of a category, from 0; <see cref="Unseen"/> where it is not among them.</summary>
    public int CodeOf(string text) => _codes.GetValueOrDefault(text, Unseen);

    /// <summary>The code of each row, from 0.</summary>
    public int[] Codes(Frame frame, string column, string step, string id)
    {
        StepColumns.Require(frame, column, step, id);
        IReadOnlyList<string>? categories = frame.Categories(column);
        ReadOnlySpan<double> values = frame.Column(column);
        int[] codes = new int[values.Length];
        Dictionary<double, int> known = [];
        for (int row = 0; row < values.Length; row++)
        {
            double value = values[row];
            if (double.IsNaN(value))
            {
                codes[row] = Missing;
                continue;
            }

            if (!known.TryGetValue(value, out int code))
            {
                code = CodeOf(TextOf(categories, value));
                known[value] = code;
            }

            codes[row] = code;
        }

        return codes;
    }

    public static string TextOf(IReadOnlyList<string>? categories, double value) =>
        categories is not null && value >= 0 && value < categories.Count ? categories[(int)value]
            : value.ToString("R", CultureInfo.InvariantCulture);
}
