using Unroll.Analysis.Estimators;

namespace Unroll.Analysis.Trees;

/// <summary>The models that are made of trees: <c>decision-tree</c>, <c>random-forest</c> and <c>gradient-boosting</c>.</summary>
/// <example>
/// <code>
/// TreeModels.Register();
/// RegressionFit fit = RegressionModel.Catalogue.Create("gradient-boosting").Fit(new FeatureTable(rows), targets);
/// </code>
/// </example>
public static class TreeModels
{
    /// <summary>
    /// Registers them, once for the program, before recipes or saved runs with them are read; a second time changes nothing.
    /// </summary>
    public static void Register()
    {
        RegressionModel.Catalogue.Register(DecisionTreeRegressor.Entry);
        RegressionModel.Catalogue.Register(RandomForestRegressor.Entry);
        RegressionModel.Catalogue.Register(GradientBoostingRegressor.Entry);
        ClassificationModel.Catalogue.Register(DecisionTreeClassifier.Entry);
        ClassificationModel.Catalogue.Register(RandomForestClassifier.Entry);
        ClassificationModel.Catalogue.Register(GradientBoostingClassifier.Entry);
    }
}
