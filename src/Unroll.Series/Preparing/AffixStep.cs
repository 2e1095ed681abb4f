using System.Globalization;
using System.Text;
using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that adds how words begin and end, and how they are written, a column each: <c>word-prefix-3</c>, <c>word-suffix-3</c>, in lower
/// case, the whole word where it is shorter; and <c>word-shape</c>, with <c>X</c> for capitals, <c>x</c> for small letters, <c>d</c> for
/// digits and other characters as they are, runs of one kind once: <c>Xx</c> for "Paris", <c>d.d</c> for "3.14". It comes before
/// <c>tokenize</c>, which makes codes of them. It has no inverse.
/// </summary>
public sealed class AffixStep : ConfiguredStep<AffixOptions>
{
    private static readonly int[] _usual = [1, 2, 3, 4];

    internal static StepEntry Entry { get; } = new StepEntry<AffixStep, AffixOptions>(
        "affixes",
        "Adds the first and the last characters of words and how they are written (capitals, digits), a column each: what is known of an "
            + "unknown word.",
        settings =>
        [
            settings.Columns(options => options.Columns, (options, value) => options with { Columns = value }, "all of texts"),
            settings.Of("lengths", Kind.List(Kind.Integer(1), "whole numbers from 1", allowsSingle: true, isDistinct: true),
                options => options.Lengths!, (options, value) => options with { Lengths = value },
                "How many characters of the beginning and of the end are taken.", _usual),
        ],
        options => new(options),
        (step, json) => new FittedAffixes(step, json.Columns()),
        "columns")
    {
        Example = "affixes: {columns: word, lengths: [2, 3]}",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="options">Columns and lengths.</param>
    /// <exception cref="InputException">A length is below 1, or stands twice.</exception>
    public AffixStep(AffixOptions options = default)
        : base("affixes", options with { Lengths = [.. options.Lengths ?? _usual] }) =>
        TextColumns.RequireLengths(Options.Lengths!, least: 1, Name);

    /// <inheritdoc/>
    /// <exception cref="InputException">There is no column of texts, or one of the new names is taken.</exception>
    public override FittedStep Fit(SeriesSet training)
    {
        FittedAffixes fitted = new(this, TextColumns.Of(training, Options.Columns, Name));
        StepColumns.RequireNew(training, fitted.Added, Name);
        return fitted;
    }

    /// <summary>The shape of a word.</summary>
    internal static string ShapeOf(string word)
    {
        StringBuilder shape = new();
        foreach (Rune rune in word.EnumerateRunes())
        {
            string kind = Rune.IsUpper(rune) ? "X" : Rune.IsLetter(rune) ? "x" : Rune.IsDigit(rune) ? "d" : rune.ToString();
            if (!shape.ToString().EndsWith(kind, StringComparison.Ordinal))
            {
                shape.Append(kind);
            }
        }

        return shape.ToString();
    }
}

/// <summary>Adds affixes to frames.</summary>
internal sealed class FittedAffixes(AffixStep step, string[] columns) : FittedStep<AffixStep>(step, columns)
{
    internal IEnumerable<string> Added => Columns.SelectMany(MadeOf);

    public override IReadOnlyList<string> MadeOf(string column) => !Columns.Contains(column) ? [] :
    [
        .. Step.Options.Lengths!.Select(length => PrefixOf(column, length)),
        .. Step.Options.Lengths!.Select(length => SuffixOf(column, length)),
        ShapeOf(column),
    ];

    public override Frame Transform(Frame frame, string id)
    {
        foreach (string column in Columns)
        {
            StepColumns.Require(frame, column, Name, id);
            string[] words = TextColumns.Read(frame, column);
            Rune[][] characters = [.. words.Select(word => word.ToLowerInvariant().EnumerateRunes().ToArray())];
            foreach (int length in Step.Options.Lengths!)
            {
                frame = TextColumns.With(frame, PrefixOf(column, length), [.. characters.Select(own => string.Concat(own.Take(length)))]);
                frame = TextColumns.With(
                    frame, SuffixOf(column, length), [.. characters.Select(own => string.Concat(own.TakeLast(length)))]);
            }

            frame = TextColumns.With(frame, ShapeOf(column), [.. words.Select(AffixStep.ShapeOf)]);
        }

        return frame;
    }

    private static string PrefixOf(string column, int length) => string.Create(CultureInfo.InvariantCulture, $"{column}-prefix-{length}");

    private static string SuffixOf(string column, int length) => string.Create(CultureInfo.InvariantCulture, $"{column}-suffix-{length}");

    private static string ShapeOf(string column) => $"{column}-shape";
}
