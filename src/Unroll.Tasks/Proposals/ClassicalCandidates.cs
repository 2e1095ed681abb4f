using System.Text.Json.Nodes;
using Unroll.Analysis.Estimators;
using Unroll.Analysis.Models;
using Unroll.Catalogue;
using Unroll.Tasks.Classical;

namespace Unroll.Tasks.Proposals;

/// <summary>The classical models that stand as candidates beside networks.</summary>
internal static class ClassicalCandidates
{
    /// <summary>
    /// The model of time of short series: the mean of automatic ARIMA, automatic exponential smoothing and Theta, so that few folds need
    /// not choose among them.
    /// </summary>
    internal static ClassicalModel OfTime => ClassicalModel.Of(new ForecastEnsemble());

    /// <summary>Models of the lags in a window: ridge regression, and gradient boosting where a program has registered it.</summary>
    internal static IEnumerable<ClassicalModel> OfLags()
    {
        yield return ClassicalModel.Of(new RidgeRegression());
        const string boosting = "gradient-boosting";
        if (ClassicalCatalogue.Regressions.Has(boosting))
        {
            yield return ClassicalCatalogue.Regressions.Read(new JsonConfiguration(JsonValue.Create(boosting), "The proposal"));
        }
    }

    /// <summary>The model of classes: shares of random convolutions above thresholds, and ridge classification on them.</summary>
    internal static ClassicalModel OfClasses => ClassicalModel.Of(new MiniRocketClassifier());

    /// <summary>A model in words.</summary>
    /// <param name="model">The model.</param>
    internal static string NameOf(ClassicalModel model) => model.Name switch
    {
        "ensemble" => "the mean of ARIMA, exponential smoothing and Theta",
        "ridge" => "ridge regression",
        "gradient-boosting" => "gradient boosting",
        "mini-rocket" => "MiniRocket",
        var other => other,
    };
}
