using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that one-hot encodes categorical columns by the categories of the training part: <c>colour-red</c> is 1 where the colour is red,
/// and 0 elsewhere. All are 0 where it is missing. It has no inverse.
/// </summary>
public sealed class OneHotStep : PreparingStep
{
    internal const string StepName = "one-hot";
    private const int MostCategories = 1000;

    private static readonly Setting<OneHotStep, IReadOnlyList<string>> _columns =
        StepSettings.Columns<OneHotStep>(step => step.Options.Columns, "all of texts");
    private static readonly Setting<OneHotStep, UnseenCategory> _unseen = new(
        "unseen",
        Kind.Choice(("zero", UnseenCategory.Zero), ("refuse", UnseenCategory.Refuse)),
        step => step.Options.Unseen,
        "What becomes of a category that the training part does not have.")
    {
        DefaultValue = default(OneHotOptions).Unseen,
    };
    private static readonly Setting<OneHotStep, bool> _keep =
        new("keep", Kind.Flag, step => step.Options.KeepColumn, "Whether the column itself is kept, too.");

    internal static StepEntry Entry { get; } = new(
        StepName,
        typeof(OneHotStep),
        "Makes of a column of categories one column for each that the training part has.",
        [_columns, _unseen, _keep],
        values => new OneHotStep(new() { Columns = values.Get(_columns), Unseen = values.Get(_unseen), KeepColumn = values.Get(_keep) }),
        FittedOneHot.FromJson)
    {
        Shorthand = _columns,
        Example = "one-hot: [colour]",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="options">Columns and unseen categories.</param>
    public OneHotStep(OneHotOptions options = default) => Options = options;

    /// <summary>Columns and unseen categories.</summary>
    public OneHotOptions Options { get; }

    /// <inheritdoc/>
    public override string Name => StepName;

    /// <inheritdoc/>
    /// <exception cref="InputException">A column is missing, has no category in the training part, or has over 1000.</exception>
    public override FittedStep Fit(SeriesSet training)
    {
        string[] columns = Vocabulary.Columns(training, Options.Columns, Name);
        Vocabulary[] vocabularies = [.. columns.Select(column => Vocabulary.Fit(training, column))];
        for (int i = 0; i < columns.Length; i++)
        {
            if (vocabularies[i].Texts.Length is 0 or > MostCategories)
            {
                throw new InputException(
                    $"Step '{Name}' would make {vocabularies[i].Texts.Length} columns of column '{columns[i]}': it takes 1 to " +
                    $"{MostCategories} categories in the training part. " +
                    (vocabularies[i].Texts.Length == 0 ? "Leave the column out." : "Use embedding codes for many."));
            }
        }

        FittedOneHot fitted = new(columns, vocabularies, Options.Unseen, Options.KeepColumn);
        StepColumns.RequireNew(training, fitted.Added, Name);
        return fitted.Added.Distinct(StringComparer.Ordinal).Count() == fitted.Added.Count()
            ? fitted
            : throw new InputException($"Step '{Name}' would make two columns of one name of {StepColumns.List(columns)} and their " +
                "categories: rename a column.");
    }
}

/// <summary>Columns with their categories.</summary>
internal sealed class FittedOneHot(string[] columns, Vocabulary[] vocabularies, UnseenCategory unseen, bool keepColumn) : FittedStep
{
    public override string Name => OneHotStep.StepName;

    public IEnumerable<string> Added =>
        columns.Zip(vocabularies).SelectMany(pair => pair.Second.Texts.Select(text => NameOf(pair.First, text)));

    public override IReadOnlyList<string> MadeOf(string column) =>
        Array.IndexOf(columns, column) is var at and >= 0 ? [.. vocabularies[at].Texts.Select(text => NameOf(column, text))] : [];

    public static FittedOneHot FromJson(JsonObject json) => new(
        json.Columns(),
        [.. json.Need("categories").AsArray().Select(
            texts => new Vocabulary([.. texts!.AsArray().Select(text => text!.GetValue<string>())]))],
        json.Named<UnseenCategory>("unseen"),
        json.Flag("keep-column"));

    public override Frame Transform(Frame frame, string id)
    {
        for (int i = 0; i < columns.Length; i++)
        {
            string column = columns[i];
            int[] codes = vocabularies[i].Codes(frame, column, Name, id);
            int strange = unseen == UnseenCategory.Refuse ? Array.IndexOf(codes, Vocabulary.Unseen) : -1;
            if (strange >= 0)
            {
                throw new InputException(
                    $"Column '{column}' of series '{id}' is " +
                    $"'{Vocabulary.TextOf(frame.Categories(column), frame.Column(column)[strange])}' at {frame.Time.Text(strange)}, " +
                    $"which step '{Name}' " +
                    $"did not see in the training part ({string.Join(", ", vocabularies[i].Texts.Take(20))}): correct it, train with it, " +
                        "or let unseen categories be 0.");
            }

            frame = keepColumn ? frame : frame.Select([.. frame.ColumnNames.Where(name => name != column)]);
            for (int code = 0; code < vocabularies[i].Texts.Length; code++)
            {
                double[] values = new double[codes.Length];
                for (int row = 0; row < codes.Length; row++)
                {
                    values[row] = codes[row] == code ? 1 : 0;
                }

                frame = frame.With(NameOf(column, vocabularies[i].Texts[code]), values);
            }
        }

        return frame;
    }

    public override JsonObject ToJson()
    {
        JsonObject json = StepJson.Of(Name, columns);
        json["categories"] = new JsonArray([.. vocabularies.Select(vocabulary => (JsonNode)StepJson.Texts(vocabulary.Texts))]);
        json["unseen"] = StepJson.Name(unseen);
        json["keep-column"] = keepColumn;
        return json;
    }

    private static string NameOf(string column, string text) => $"{column}-{text}";
}
