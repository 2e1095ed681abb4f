using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that one-hot encodes categorical columns by the categories of the training part: <c>colour-red</c> is 1 where the colour is red,
/// and 0 elsewhere. All are 0 where it is missing. It has no inverse.
/// </summary>
public sealed class OneHotStep : ConfiguredStep<OneHotOptions>
{
    private const int MostCategories = 1000;

    internal static StepEntry Entry { get; } = new StepEntry<OneHotStep, OneHotOptions>(
        "one-hot",
        "Makes of a column of categories one column for each that the training part has.",
        settings =>
        [
            settings.Columns(options => options.Columns, (options, value) => options with { Columns = value }, "all of texts"),
            settings.Choice("unseen", options => options.Unseen, (options, value) => options with { Unseen = value },
                "What becomes of a category that the training part does not have."),
            settings.Flag("keep", options => options.KeepColumn, (options, value) => options with { KeepColumn = value },
                "Whether the column itself is kept, too."),
        ],
        options => new(options),
        (step, json) => new FittedOneHot(step, json.Columns(), Vocabulary.ListFromJson(json)),
        "columns")
    {
        Example = "one-hot: [colour]",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="options">Columns and unseen categories.</param>
    public OneHotStep(OneHotOptions options = default)
        : base("one-hot", options)
    {
    }

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
                    $"Step '{Name}' would make {CountFormatter.Format(vocabularies[i].Texts.Length, "columns")} of column " +
                    $"'{columns[i]}': it takes 1 to " +
                    $"{MostCategories} categories in the training part. " +
                    (vocabularies[i].Texts.Length == 0 ? "Leave the column out." : "Use embedding codes for many."));
            }
        }

        FittedOneHot fitted = new(this, columns, vocabularies);
        StepColumns.RequireNew(training, fitted.Added, Name);
        return fitted.Added.Distinct(StringComparer.Ordinal).Count() == fitted.Added.Count()
            ? fitted
            : throw new InputException($"Step '{Name}' would make two columns of one name of {StepColumns.List(columns)} and their " +
                "categories: rename a column.");
    }
}

/// <summary>Columns with their categories.</summary>
internal sealed class FittedOneHot(OneHotStep step, string[] columns, Vocabulary[] vocabularies) : FittedStep<OneHotStep>(step, columns)
{
    public IEnumerable<string> Added =>
        Columns.Zip(vocabularies).SelectMany(pair => pair.Second.Texts.Select(text => NameOf(pair.First, text)));

    public override IReadOnlyList<string> MadeOf(string column) =>
        Array.IndexOf(Columns, column) is var at and >= 0 ? [.. vocabularies[at].Texts.Select(text => NameOf(column, text))] : [];

    public override Frame Transform(Frame frame, string id)
    {
        Frame kept = Step.Options.KeepColumn ? frame
            : frame.Select([.. frame.ColumnNames.Except(Columns, StringComparer.Ordinal)]);
        return kept.With(Columns.Index().SelectMany(column => Transform(frame, column.Item, vocabularies[column.Index], id)));
    }

    protected override void Save(JsonObject json) => Vocabulary.Write(vocabularies, json);

    private static string NameOf(string column, string text) => $"{column}-{text}";

    private IEnumerable<(string Name, double[] Values)> Transform(Frame frame, string column, Vocabulary vocabulary, string id)
    {
        int[] codes = vocabulary.Codes(frame, column, Name, id);
        int strange = Step.Options.Unseen == UnseenCategory.Refuse ? Array.IndexOf(codes, Vocabulary.Unseen) : -1;
        return strange < 0
            ? vocabulary.Texts.Select((text, code) => (NameOf(column, text), Array.ConvertAll(codes, own => own == code ? 1.0 : 0)))
            : throw new InputException(
                $"Column '{column}' of series '{id}' is " +
                $"'{Vocabulary.TextOf(frame.Categories(column), frame.Column(column)[strange])}' at {frame.Time.Place(strange)}, " +
                $"which step '{Name}' did not see in the training part ({string.Join(", ", vocabulary.Texts.Take(20))}): " +
                "correct it, train with it, or let unseen categories be 0.");
    }
}
