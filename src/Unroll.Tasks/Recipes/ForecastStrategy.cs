namespace Unroll.Tasks.Recipes;

/// <summary>A strategy of forecasting a horizon of several rows.</summary>
public enum ForecastStrategy
{
    /// <summary>One network gives all rows of the horizon at once.</summary>
    Direct,

    /// <summary>A network of one row goes on from its own forecasts, row after row.</summary>
    Recursive,
}
