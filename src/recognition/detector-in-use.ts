/** @file Which detector the product uses: the one place that names its card. Pure. */
import card from '../../models/detector-full-range.json';

export const DETECTOR_CARD = card;
