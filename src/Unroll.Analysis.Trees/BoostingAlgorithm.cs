namespace Unroll.Analysis.Trees;

/// <summary>The algorithm of gradient boosting.</summary>
public enum BoostingAlgorithm
{
    /// <summary>LightGBM (Ke and others 2017); needs the library libgomp.</summary>
    LightGbm,

    /// <summary>ML.NET's FastTree, an implementation of MART (Friedman 2001), in managed code.</summary>
    FastTree,
}
