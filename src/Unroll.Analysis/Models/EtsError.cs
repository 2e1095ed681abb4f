namespace Unroll.Analysis.Models;

/// <summary>The form in which errors enter an exponential smoothing model.</summary>
public enum EtsError
{
    /// <summary>Errors are added to the forecast.</summary>
    Additive,

    /// <summary>Errors are a share of the forecast.</summary>
    Multiplicative,
}
