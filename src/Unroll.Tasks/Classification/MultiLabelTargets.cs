using Unroll.Series.Frames;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Sequences;

namespace Unroll.Tasks.Classification;

/// <summary>
/// The targets of a classification with several labels at once: 0 or 1 for each label of a series, from a column that lists its labels, or
/// from a column for each.
/// </summary>
internal static class MultiLabelTargets
{
    /// <summary>The separator of labels where predictions list them and the recipe has none.</summary>
    public const string DefaultSeparator = ";";

    /// <summary>Whether series of a recipe may have several labels at once.</summary>
    public static bool IsMultiLabel(Recipe recipe) => recipe.Data.ClassSeparator is not null || recipe.Data.Targets.Count > 0;

    /// <summary>Names of the labels: the columns of 0 and 1 in their order, or the labels of training series in order.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="training">The series that give the labels.</param>
    /// <exception cref="InputException">There are fewer than two.</exception>
    public static IReadOnlyList<string> NamesOf(Recipe recipe, SeriesSet training)
    {
        if (recipe.Data.Targets.Count > 0)
        {
            return recipe.Data.Targets;
        }

        string[] names = [.. ClassTargets.Labelled(training, recipe.Data.Class).ClassNames
            .SelectMany(set => Split(set, recipe)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return names.Length >= 2
            ? names
            : throw recipe.Error("data.class",
                $"the column {recipe.Data.Class} has {(names.Length == 0 ? "no label" : $"the label {names[0]} alone")}, but at least two "
                + $"are learned. Labels stand apart by {recipe.Data.ClassSeparator} (data.class-separator).");
    }

    /// <summary>The series with 0 or 1 for each label; NaN where labels are not known.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="series">The series.</param>
    /// <param name="names">Names of the labels.</param>
    /// <exception cref="InputException">A label was not learned, or a number is neither 0 nor 1.</exception>
    public static SequenceData Read(Recipe recipe, SeriesSet series, IReadOnlyList<string> names)
    {
        if (recipe.Data.Targets.Count > 0)
        {
            return new SequenceData(series, [.. series.Items.Select(item => (double[])[.. names.Select(name => Flag(item, name))])]);
        }

        SeriesSet labelled = ClassTargets.Labelled(series, recipe.Data.Class);
        return new SequenceData(labelled, [.. labelled.Items.Select(item => item.Class is { } set ? Flags(item, labelled.ClassNames[set])
            : Enumerable.Repeat(labelled.ClassNames.Count > 0 ? 0 : double.NaN, names.Count).ToArray())]);

        double[] Flags(SeriesItem item, string set)
        {
            double[] flags = new double[names.Count];
            foreach (string label in Split(set, recipe))
            {
                int place = names.ToList().IndexOf(label);
                flags[place >= 0 ? place : throw new InputException(
                    $"Series '{item.Id}' has the label '{label}', which was not learned. The labels are: {string.Join(", ", names)}.")] = 1;
            }

            return flags;
        }
    }

    /// <summary>A number for each set of labels, for parts with the same share of each; sets of few series have one together.</summary>
    public static int[] Strata(IReadOnlyList<double[]> targets, int fewest)
    {
        string[] sets = [.. targets.Select(flags => string.Join(',', flags))];
        Dictionary<string, int> places = sets.CountBy(set => set, StringComparer.Ordinal)
            .Where(pair => pair.Value >= fewest).Select((pair, place) => KeyValuePair.Create(pair.Key, place + 1))
            .ToDictionary(StringComparer.Ordinal);
        return [.. sets.Select(set => places.GetValueOrDefault(set))];
    }

    private static string[] Split(string set, Recipe recipe) => set.Split(
        recipe.Data.ClassSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static double Flag(SeriesItem item, string name)
    {
        if (!item.Frame.HasColumn(name))
        {
            return double.NaN;
        }

        double[] values = [.. item.Frame.Column(name).ToArray().Where(value => !double.IsNaN(value)).Distinct()];
        return values switch
        {
            [] => double.NaN,
            [0 or 1] when item.Frame.Categories(name) is null => values[0],
            _ => throw new InputException(
                $"The column {name} of series '{item.Id}' has {(values.Length > 1 ? "several values" : "another value than 0 and 1")}: "
                + "each of data.target tells by 1 or 0 whether a series has the label. A column with the names of its labels is "
                + "data.class, with class-separator.")
            { Field = "data.target", Column = name },
        };
    }
}
