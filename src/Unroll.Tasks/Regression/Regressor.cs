using Unroll.Series.Frames;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;

namespace Unroll.Tasks.Regression;

/// <summary>A regressor of whole series, made by a recipe: predicts numbers such as the remaining life of an engine.</summary>
/// <example>
/// <code>
/// Regressor regressor = Regressor.Create(RecipeReader.Read("remaining-life.yaml"));
/// TrainingRun run = regressor.Fit(engines);
/// double remaining = regressor.Predict(others)[0].Predicted;
/// </code>
/// </example>
public sealed class Regressor : Learner
{
    private Regressor(Recipe recipe, ulong? seed)
        : base(RequireTask<RegressionTask>(recipe), seed)
    {
    }

    private Regressor(SavedRun run)
        : base(run)
    {
    }

    /// <summary>Names of the targets.</summary>
    /// <exception cref="InvalidOperationException">The regressor is neither planned, trained nor loaded.</exception>
    public IReadOnlyList<string> Targets => State.Targets;

    /// <summary>Steps of a sequence, padding included.</summary>
    /// <exception cref="InvalidOperationException">The regressor is neither planned, trained nor loaded.</exception>
    public int SequenceLength => State.SequenceLength;

    private LearnedRegression State => (LearnedRegression)Learned;

    /// <summary>Creates an untrained regressor.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="seed">Seed of weights, order and dropout; null for the recipe's. The split does not depend on it.</param>
    /// <exception cref="InputException">The recipe is for another task, or does not fit together.</exception>
    public static Regressor Create(Recipe recipe, ulong? seed = null) => new(recipe, seed);

    /// <summary>Loads a regressor from a run folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="InputException">A file is missing or damaged, or the run is of another task.</exception>
    public static new Regressor Load(string folder) => new(OpenRun<RegressionTask>(folder));

    /// <summary>Evaluates on series outside the training part, beside the baselines.</summary>
    /// <param name="series">The series with their targets.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <exception cref="InputException">A column or a target is missing.</exception>
    public new RegressionEvaluation Evaluate(SeriesSet series, int threads = 0) => (RegressionEvaluation)base.Evaluate(series, threads);

    /// <summary>Predicts the targets of series.</summary>
    /// <param name="series">The series; their targets need not be known.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <returns>A prediction for each series and target, in their order.</returns>
    /// <exception cref="InputException">A column is missing.</exception>
    public IReadOnlyList<RegressionPrediction> Predict(SeriesSet series, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(series);
        return State.Regress(series, Trained, threads);
    }
}
