namespace Unroll.Tasks.Forecasting;

/// <summary>Stages of a forecast by the rows that its networks are trained on.</summary>
internal enum ForecastStage
{
    /// <summary>The training part.</summary>
    First,

    /// <summary>Training and validation part together.</summary>
    Refit,

    /// <summary>All data.</summary>
    All,
}
