using System.Globalization;
using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that adds the n-grams of the texts of rows, a column for each length: <c>text-2-gram</c> of a row is the text of the row before
/// and its own, with a blank between them. Before the first row an empty text stands. It comes behind <c>split-texts</c>, or where a table
/// has a word a row, and before <c>tokenize</c>, which makes codes of the n-grams. It has no inverse.
/// </summary>
public sealed class NGramStep : ConfiguredStep<NGramOptions>
{
    private static readonly int[] _usual = [2];

    internal static StepEntry Entry { get; } = new StepEntry<NGramStep, NGramOptions>(
        "ngrams",
        "Adds what a row's text and those before it are together, a column for each length: pairs of words that follow one another.",
        settings =>
        [
            settings.Columns(options => options.Columns, (options, value) => options with { Columns = value }, "all of texts"),
            settings.Of("lengths", Kind.List(Kind.Integer(2), "whole numbers from 2", allowsSingle: true, isDistinct: true),
                options => options.Lengths!, (options, value) => options with { Lengths = value },
                "How many texts that follow one another are taken together.", _usual),
        ],
        options => new(options),
        (step, json) => new FittedNGrams(step, json.Columns()),
        "lengths")
    {
        Example = "ngrams: [2, 3]",
        Formula = "x-2-gram of row t is x of row t − 1 and of row t",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="options">Columns and lengths.</param>
    /// <exception cref="InputException">A length is below 2, or stands twice.</exception>
    public NGramStep(NGramOptions options = default)
        : base("ngrams", options with { Lengths = [.. options.Lengths ?? _usual] }) =>
        TextColumns.RequireLengths(Options.Lengths!, least: 2, Name);

    /// <inheritdoc/>
    /// <exception cref="InputException">There is no column of texts, or one of the new names is taken.</exception>
    public override FittedStep Fit(SeriesSet training)
    {
        FittedNGrams fitted = new(this, TextColumns.Of(training, Options.Columns, Name));
        StepColumns.RequireNew(training, fitted.Added, Name);
        return fitted;
    }
}

/// <summary>Adds n-grams to frames.</summary>
internal sealed class FittedNGrams(NGramStep step, string[] columns) : FittedStep<NGramStep>(step, columns)
{
    public override int? ReachBack => Step.Options.Lengths!.Max() - 1;

    internal IEnumerable<string> Added => Columns.SelectMany(MadeOf);

    public override IReadOnlyList<string> MadeOf(string column) =>
        Columns.Contains(column) ? [.. Step.Options.Lengths!.Select(length => NameOf(column, length))] : [];

    public override Frame Transform(Frame frame, string id)
    {
        foreach (string column in Columns)
        {
            StepColumns.Require(frame, column, Name, id);
            string[] texts = TextColumns.Read(frame, column);
            foreach (int length in Step.Options.Lengths!)
            {
                frame = TextColumns.With(frame, NameOf(column, length), [.. texts.Select((_, row) => string.Join(
                    ' ', Enumerable.Range(row - length + 1, length).Select(own => own < 0 ? "" : texts[own])))]);
            }
        }

        return frame;
    }

    private static string NameOf(string column, int length) =>
        string.Create(CultureInfo.InvariantCulture, $"{column}-{length}-gram");
}
