using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Analysis.Estimators;

/// <summary>
/// Logistic regression, of more than two classes softmax regression, by Newton–Raphson or, so that they can be compared, by gradient
/// descent. Half the squared coefficients times the penalty are added to the negative log-likelihood, so that there is a minimum where
/// features separate classes completely; without a penalty there are standard errors, and separation is told.
/// </summary>
public sealed class LogisticRegression : ClassificationModel
{
    private const double SeparatedScore = 25;

    private static readonly Setting<LogisticRegression, double> _penalty =
        new("alpha", Kind.Number(NumberRange.NonNegative), model => model.Alpha, "Weight of the penalty on squared coefficients.")
        { DefaultValue = 1 };

    private static readonly Setting<LogisticRegression, LogisticMethod> _method = new(
        "method",
        Kind.Choice(
            ("newton", LogisticMethod.Newton), ("gradient-descent", LogisticMethod.GradientDescent),
            ("stochastic-gradient-descent", LogisticMethod.StochasticGradientDescent)),
        model => model.Method, "How the coefficients are found.")
    { DefaultValue = LogisticMethod.Newton };

    private static readonly Setting<LogisticRegression, bool> _standardize =
        RidgeSettings.Standardize<LogisticRegression>(model => model.Standardize);

    internal static Entry<ClassificationModel> Entry { get; } = new(
        "logistic", typeof(LogisticRegression), "Logistic or softmax regression by Newton–Raphson.", [_penalty, _method, _standardize],
        values => new LogisticRegression
        {
            Alpha = values.Get(_penalty),
            Method = values.Get(_method),
            Standardize = values.Get(_standardize),
        })
    {
        Aliases = ["logistic-regression"],
    };

    /// <summary>The penalty, at least 0.</summary>
    public double Alpha { get; init; } = 1;

    /// <summary>The method by which the coefficients are found.</summary>
    public LogisticMethod Method { get; init; }

    /// <summary>Whether features are divided by their standard deviations, so that the penalty does not depend on units.</summary>
    public bool Standardize { get; init; } = true;

    /// <summary>Logistic regression on how often a text has each token, with the same penalty; the one chosen where it is 0.</summary>
    /// <inheritdoc/>
    public override ClassificationModel? ForTokens =>
        new BagOfWordsClassifier { Weighting = TokenWeighting.Counts, Alpha = Alpha > 0 ? Alpha : null };

    /// <inheritdoc/>
    protected override ClassificationFit FitCore(FeatureTable features, int[] labels, int classes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(features);
        FeatureScale scale = FeatureScale.Of(features.Rows, Standardize);
        double[][] rows = scale.Apply(features.Rows);
        LogisticObjective objective = new(new FeatureTable(rows), labels, classes, Alpha);
        IReadOnlyList<LogisticStep> steps = LogisticSolver.Minimize(objective, Method, cancellation: cancellation);
        double[] parameters = steps[^1].Parameters;
        string? warning = Alpha == 0 && AreSeparated(parameters, rows, classes)
            ? "The features separate classes completely, so that without a penalty coefficients grow without end: classes are right, but "
                + "probabilities and standard errors mean nothing. Give a penalty (in recipes: alpha)."
            : null;
        return new LogisticFit(parameters, classes, scale)
        {
            Names = features.Names,
            Steps = steps,
            LogLikelihood = objective.PenaltyOf(parameters) - objective.Value(parameters),
            Covariance = Alpha == 0 && warning is null && parameters.Length <= 1000
                ? LogisticFit.CovarianceOf(objective, parameters) : [],
            Warning = warning,
        };
    }

    /// <inheritdoc/>
    protected internal override ClassificationFit Restore(JsonObject state) => LogisticFit.Load(state);

    /// <summary>Whether a row has such odds as no finite estimate would give it.</summary>
    internal static bool AreSeparated(double[] parameters, double[][] rows, int classes) =>
        rows.Any(row => LogisticObjective.Probabilities(parameters, row, classes).Min() < Math.Exp(-SeparatedScore));
}
