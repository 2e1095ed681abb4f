using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Series.Windowing;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Statics;

namespace Unroll.Tasks.Classification;

/// <summary>The parts of a classification, prepared, and what was learned on the way: of the training part alone.</summary>
/// <param name="State">What was learned.</param>
/// <param name="Training">The prepared series to learn from.</param>
/// <param name="Validation">The prepared series that training is watched on.</param>
/// <param name="Test">The prepared series that the result is told on.</param>
internal sealed record ClassifierData(ClassifierState State, SeriesSet Training, SeriesSet Validation, SeriesSet Test)
{
    /// <summary>Divides series, fits the steps to the training part, and puts all parts through them.</summary>
    /// <param name="recipe">What to do.</param>
    /// <param name="series">The series.</param>
    /// <param name="test">The series of the test part; null to take them from <paramref name="series"/>.</param>
    /// <exception cref="InputException">The series do not fit the recipe.</exception>
    public static ClassifierData Of(Recipe recipe, SeriesSet series, SeriesSet? test)
    {
        if (series.ClassNames.Count < 2)
        {
            throw new InputException(series.ClassNames.Count == 0
                ? "The series have no classes to learn: name their column in data.class, or take a format that tells them (.ts)."
                : $"All series are of the class '{series.ClassNames[0]}': give series of at least two classes.");
        }

        IReadOnlyList<string> columns = recipe.Data.Columns.Count > 0 ? recipe.Data.Columns : series.ColumnNames;
        series = Select(RequireClasses(series), columns);
        ItemSplit parts = Divide(series, recipe.Split);
        SeriesSet training = series.Subset(parts.Training), validation = series.Subset(parts.Validation);
        SeriesSet rest = test is null ? series.Subset(parts.Test) : Select(RequireClasses(Relabel(test, series.ClassNames)), columns);
        List<FittedStep> fitted = [];

        // A recipe that lists no steps has columns scaled, which every network needs.
        foreach (PreparingStep step in recipe.Prepare.Steps.Count > 0 ? recipe.Prepare.Steps : [new ScaleStep()])
        {
            // Each step learns from what the steps before it gave, and never sees another part than the training part.
            FittedStep fittedStep = step.Fit(training);
            fitted.Add(fittedStep);
            (training, validation, rest) = (Map(training, fittedStep), Map(validation, fittedStep), Map(rest, fittedStep));
        }

        string[] features = [.. training.ColumnNames];
        if (features.FirstOrDefault(name => training.Items.Any(item => item.Frame.Categories(name) is not null)) is { } text)
        {
            throw new InputException($"The column '{text}' holds categories, but a network takes numbers: leave it out of data.columns, or encode it by a step of prepare.steps.");
        }

        SequenceRecipe sequence = recipe.Sequence;
        int length = sequence.Split ?? sequence.Length ?? (sequence.ToShortest ? training.ShortestLength : training.LongestLength);
        ClassifierState state = new(
            series.ClassNames,
            [.. Enumerable.Range(0, series.ClassNames.Count).Select(index => training.Items.Count(item => item.Class == index) / (float)training.Count)],
            [.. columns],
            fitted,
            StaticScaling.Fit(training, recipe.Split.By == SplitKind.Group ? recipe.Split.Group : null),
            features,
            length,
            1);
        return new ClassifierData(state, state.Statics.Transform(training), state.Statics.Transform(validation), state.Statics.Transform(rest));
    }

    /// <summary>Puts series through what was learned.</summary>
    /// <exception cref="InputException">The series lack a column, or a step does not fit them.</exception>
    public static SeriesSet Prepare(ClassifierState state, SeriesSet series) =>
        state.Statics.Transform(Select(series, state.Columns).Map(item => FittedSteps.Transform(state.Steps, item.Frame, item.Id)));

    /// <summary>The set with its classes numbered as others are, by their names.</summary>
    /// <exception cref="InputException">A series is of a class that is not among the names.</exception>
    public static SeriesSet Relabel(SeriesSet series, IReadOnlyList<string> classNames)
    {
        int[] places = [.. series.ClassNames.Select(name => classNames.ToList().IndexOf(name))];
        return new SeriesSet([.. series.Items.Select(item => item with { Class = item.Class is { } index ? Place(item, index) : null })], series.StaticNames, classNames);

        int Place(SeriesItem item, int index) => places[index] >= 0
            ? places[index]
            : throw new InputException(
                $"Series '{item.Id}' is of the class '{series.ClassNames[index]}', which was not learned. The classes are: {string.Join(", ", classNames)}.");
    }

    /// <summary>The set, when every series has a class.</summary>
    /// <exception cref="InputException">A series has none.</exception>
    public static SeriesSet RequireClasses(SeriesSet series) => series.Items.FirstOrDefault(item => item.Class is null) is { } unknown
        ? throw new InputException($"Series '{unknown.Id}' has no class: give one, or leave the series out.")
        : series;

    // The same series are always divided in the same way, whatever the seed of a training, so that trainings can be compared.
    private static ItemSplit Divide(SeriesSet series, SplitRecipe split)
    {
        SplitShares shares = new(split.Train.Share ?? 0, split.Validation.Share ?? 0, split.Test.Share ?? 0);
        return split switch
        {
            { By: SplitKind.Group, Group: { } name } => GroupSplit.ByStatic(series, name, shares),
            { By: SplitKind.Group } => GroupSplit.BySeries(series, shares),
            _ => StratifiedSplit.Of([.. series.Items.Select(item => item.Class ?? 0)], shares),
        };
    }

    private static SeriesSet Select(SeriesSet series, IReadOnlyList<string> columns) => series.Map(item => item.Frame.Select([.. columns]));

    private static SeriesSet Map(SeriesSet series, FittedStep step) => series.Map(item => step.Transform(item.Frame, item.Id));
}
