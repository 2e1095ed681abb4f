namespace Unroll.Series.Reading;

/// <summary>A point of a CSV stream.</summary>
/// <param name="Row">Its row, from 0, the header not counted.</param>
/// <param name="TimeText">Its time as it is written; empty where there is no column of times.</param>
/// <param name="Time">Its time; null where there is none that has a calendar.</param>
/// <param name="Value">Its value; NaN where it is missing.</param>
public readonly record struct CsvPoint(long Row, string TimeText, DateTime? Time, double Value);
