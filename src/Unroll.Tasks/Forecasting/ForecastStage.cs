namespace Unroll.Tasks.Forecasting;

/// <summary>What the networks of a plan are trained on.</summary>
internal enum ForecastStage
{
    /// <summary>The training part.</summary>
    First,

    /// <summary>Training and validation part together.</summary>
    Refit,

    /// <summary>All data.</summary>
    All,
}
