using Unroll.Series.Preparing;

namespace Unroll.Tasks.Forecasting;

/// <summary>A column's scaling, learned on the training part.</summary>
/// <param name="Column">The column.</param>
/// <param name="Scaler">Its scaling.</param>
internal sealed record FittedScaler(string Column, Scaler Scaler);
