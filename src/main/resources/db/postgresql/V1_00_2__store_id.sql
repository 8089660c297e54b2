-- H2 takes ids from store_counter (it has one writer); here a sequence keeps writers from waiting for each other.
create sequence if not exists store_id;
